// The register's cells: reads the markup of attendance/grid.py once, keeps what is saved and what is typed, paints a cell.
export const FORMS = { absence: "결석", late: "지각", early_leave: "조퇴", class_absence: "결과" };
export const KINDS = { illness: "질병", unexcused: "미인정", other: "기타", authorized: "출석인정" };
const PRESENT = "present";
export const NOTHING = Object.freeze({ form: null, kind: null, reason: "", note: "" });

export const sameValue = (one, other) =>
  one.form === other.form && one.kind === other.kind && (one.reason || "") === (other.reason || "") && (one.note || "") === (other.note || "");

export const wordOf = (value) => {
  if (value.form === PRESENT) return "출석";
  return value.form ? KINDS[value.kind] + FORMS[value.form] : "";
};

const WEEKDAYS = "일월화수목금토";
const parts = (iso) => iso.split("-").map(Number);
export const dayText = (iso) => {
  const [year, month, day] = parts(iso);
  return `${month}. ${day}.(${WEEKDAYS[new Date(year, month - 1, day).getDay()]})`;
};

// The legend is the key map: one place (symbols.toml) says sign, drawing and key.
export const readLegend = () => {
  const byCode = new Map();
  const byPair = new Map();
  const bySign = new Map();
  for (const box of document.querySelectorAll(".hj-legend [data-code]")) {
    const { code, form, kind, symbol, sign } = box.dataset;
    byCode.set(code, { form, kind });
    byPair.set(`${form} ${kind}`, symbol);
    bySign.set(sign, { form, kind });
  }
  return { byCode, byPair, bySign };
};

export class Grid {
  constructor(table, legend) {
    this.table = table;
    this.legend = legend;
    this.sprite = table.dataset.sprite;
    this.pairOf = new Map([...legend.byPair].map(([pair, symbol]) => [symbol, pair.split(" ")]));
    this.days = [...table.querySelectorAll("thead th[data-d]")].map((th) => this.#readDay(th));
    this.rows = [...table.querySelectorAll("tbody tr[data-p]")].map((tr, r) => this.#readRow(tr, r));
    this.byKey = new Map(this.rows.flatMap((row) => row.cells.map((cell) => [`${cell.p} ${cell.d}`, cell])));
    this.dayOf = new Map(this.days.map((day) => [day.d, day]));
    this.today = this.days.find((day) => day.th.matches(".today"))?.d ?? "";
  }

  #readDay(th) {
    return { th, d: th.dataset.d, taken: th.matches(".taken"), closed: th.matches(".closed") };
  }

  #readRow(tr, r) {
    const head = tr.querySelector("th");
    const row = { tr, p: tr.dataset.p, number: head.querySelector(".no").textContent, name: head.querySelector(".name").textContent.trim() };
    row.cells = [...tr.querySelectorAll("td[data-d]")].map((td, c) => this.#readCell(td, row, r, c));
    row.totals = [...tr.querySelectorAll("td.t")];
    return row;
  }

  #readCell(td, row, r, c) {
    const [form, kind] = this.pairOf.get(td.dataset.s) ?? [td.dataset.form ?? null, null];
    const saved = {
      form, kind, reason: td.dataset.reason ?? "", note: td.dataset.note ?? "", v: Number(td.dataset.v ?? 0),
      late: td.matches(".late"), lacks: td.matches(".ev"), plan: td.matches(".plan"),
    };
    return {
      td, r, c, p: row.p, d: td.dataset.d, row, saved, draft: null, state: "", message: "", theirs: null, incoming: null,
      fixed: td.matches(".x") ? "재적 아님" : td.matches(".g") ? "위탁" : "",
    };
  }

  at(r, c) {
    return this.rows[r]?.cells[c];
  }

  find(p, d) {
    return this.byKey.get(`${p} ${d}`);
  }

  valueOf(cell) {
    return cell.draft ?? cell.saved;
  }

  isClosed(cell) {
    return this.dayOf.get(cell.d).closed;
  }

  // Why nothing may be typed into the cell; empty when it may.
  refusal(cell) {
    if (cell.fixed) return cell.fixed;
    return this.isClosed(cell) ? "마감" : "";
  }

  stateWord(cell) {
    const value = this.valueOf(cell);
    if (cell.fixed) return cell.fixed;
    if (!value.form) return this.dayOf.get(cell.d).taken || this.isClosed(cell) ? "출석" : "확인 전";
    return wordOf(value) + (cell.saved.plan && !cell.draft ? " 예정" : "");
  }

  spoken(cell) {
    const value = this.valueOf(cell);
    const words = [this.stateWord(cell)];
    if (value.note || value.reason) words.push("비고 있음");
    if (!cell.draft && cell.saved.lacks) words.push("증빙 아직");
    if (!cell.draft && cell.saved.late) words.push("사후 입력");
    if (cell.state === "failed") words.push("저장하지 못함");
    if (cell.state === "refused") words.push("적을 수 없음");
    if (cell.state === "conflict") words.push("다른 값이 있음");
    return words.join(", ");
  }

  who(cell) {
    return `${cell.row.number}번 ${cell.row.name}`;
  }

  place(cell) {
    return `${this.who(cell)} ${dayText(cell.d)}`;
  }

  #symbol(value) {
    const id = this.legend.byPair.get(`${value.form} ${value.kind}`);
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    svg.setAttribute("aria-hidden", "true");
    use.setAttribute("href", `${this.sprite}#${id}`);
    svg.append(use);
    return svg;
  }

  paint(cell) {
    if (cell.fixed) return;
    const { td } = cell;
    const value = this.valueOf(cell);
    const isEntry = Boolean(value.form) && value.form !== PRESENT;
    const day = this.dayOf.get(cell.d);
    const known = value.form === PRESENT || (!isEntry && (day.taken || day.closed));
    const kept = ["w"].filter((name) => td.classList.contains(name));
    const names = [...kept, isEntry ? "e" : known ? "p" : "u"];
    if (isEntry) names.push(`k-${value.kind}`);
    if (day.closed) names.push("closed");
    if (value.note || value.reason) names.push("n");
    if (!cell.draft && isEntry) {
      for (const [flag, name] of [["late", "late"], ["lacks", "ev"], ["plan", "plan"]]) if (cell.saved[flag]) names.push(name);
    }
    if (cell.state) names.push(cell.state);
    if (cell.incoming) names.push("differs");
    td.className = names.join(" ");
    const word = document.createElement("i");
    word.textContent = this.spoken(cell);
    const shown = isEntry ? [this.#symbol(value)] : [];
    if (cell.state === "conflict" && cell.theirs?.kind) shown.push(this.#symbol(cell.theirs));
    td.replaceChildren(...shown, word);
    if (cell.state === "refused") td.setAttribute("aria-invalid", "true");
    else td.removeAttribute("aria-invalid");
  }

  setDay(d, answer) {
    const day = this.dayOf.get(d);
    if (!day) return;
    const changed = day.taken !== answer.taken || day.closed !== answer.closed;
    Object.assign(day, { taken: answer.taken, closed: answer.closed });
    day.th.classList.toggle("taken", answer.taken);
    day.th.classList.toggle("closed", answer.closed);
    day.th.querySelector(".state").textContent = `, ${answer.closed ? "마감" : answer.taken ? "확인함" : "확인 전"}`;
    for (const name of ["present", "absent"]) {
      const foot = this.table.querySelector(`[data-foot="${name}"][data-d="${d}"]`);
      const counted = answer.taken || answer.closed;
      const words = document.createElement("i");
      words.textContent = "확인 전";
      foot.replaceChildren(counted ? String(answer[name]) : words);
      foot.classList.toggle("not-yet", !counted);
    }
    if (changed) for (const row of this.rows) for (const cell of row.cells) if (cell.d === d) this.paint(cell);
  }

  setTotals(p, counts) {
    const row = this.rows.find((each) => each.p === p);
    if (!row) return;
    const shown = counts.slice(0, 4);
    for (const start of [4, 8, 12]) {
      const four = counts.slice(start, start + 4);
      shown.push(four.reduce((sum, count) => sum + count, 0), ...four);
    }
    row.totals.forEach((td, index) => {
      td.textContent = shown[index] || "";
    });
  }

  rest(d) {
    const column = this.rows.map((row) => row.cells.find((cell) => cell.d === d)).filter((cell) => cell && !cell.fixed);
    const open = column.filter((cell) => !this.valueOf(cell).form);
    return { open: open.length, marked: column.length - open.length };
  }
}
