// One day of a class on a phone: a row opens a sheet; choosing the kind saves. The form below works without this file.
import { NOTHING, readLegend, wordOf } from "./register/grid.js";
import { Saver } from "./register/saving.js";

const form = document.getElementById("day");
const sheet = document.getElementById("sheet");
const d = form.dataset.day;
const legend = readLegend();
let taken = form.hasAttribute("data-taken");
let current = null;
let lastForm = "absence";
document.documentElement.classList.add("hj-js");

const $ = (selector) => form.querySelector(selector);
const symbol = (value) => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `${form.dataset.sprite}#${legend.byPair.get(`${value.form} ${value.kind}`)}`);
  svg.append(use);
  return svg;
};

// The same cells as in the month grid, one a row, so that the same saving serves both.
const list = {
  cells: [...form.querySelectorAll(".hj-pupil:not(.is-fixed)")].map((li) => {
    const { p, v, form: kept, kind, reason, note } = li.dataset;
    const name = `${li.querySelector(".no").textContent}번 ${li.querySelector(".name").textContent}`;
    const hint = li.querySelector(".detail").textContent;
    return { td: li, p, d, name, hint, saved: { form: kept || null, kind: kind || null, reason, note, v: Number(v) }, draft: null, state: "", message: "", theirs: null };
  }),
  find: (p, on) => (on === d ? list.cells.find((cell) => cell.p === p) : undefined),
  valueOf: (cell) => cell.draft ?? cell.saved,
  setTotals() {},
  setDay(on, day) {
    if (on !== d) return;
    taken = day.taken;
    $("[data-day-state]").textContent = taken ? "출석을 확인했습니다" : "아직 확인하지 않았습니다";
    $("[data-all-present]")?.toggleAttribute("hidden", taken);
    for (const cell of list.cells) list.paint(cell);
  },
  paint(cell) {
    const value = list.valueOf(cell);
    const isEntry = Boolean(value.kind);
    const place = cell.td.querySelector(".state");
    const words = document.createElement("span");
    const states = { failed: " · 저장하지 못함", refused: " · 적을 수 없음", conflict: " · 다른 값이 있음" };
    words.textContent = (wordOf(value) || (taken ? "출석" : "확인 전")) + (states[cell.state] ?? "");
    place.classList.toggle("is-known", Boolean(value.form) || taken);
    place.replaceChildren(...(isEntry ? [symbol(value)] : []), words);
    cell.td.className = ["hj-pupil", isEntry ? `k-${value.kind}` : "", cell.state].join(" ").trim();
    cell.td.querySelector(".detail").textContent = cell.draft ? [value.reason, value.note].filter(Boolean).join(" · ") : cell.hint;
    fillFields(cell, value);
    count();
  },
};
// The plain form keeps the same values, so that its button cannot undo what the sheet saved.
const fillFields = (cell, value) => {
  const wanted = value.form === "present" && taken ? "" : (value.form ?? "");
  for (const radio of form.querySelectorAll(`[name="form-${cell.p}"]`)) radio.checked = radio.value === wanted;
  for (const radio of form.querySelectorAll(`[name="kind-${cell.p}"]`)) radio.checked = radio.value === value.kind;
  $(`[name="reason-${cell.p}"]`).value = value.reason ?? "";
  $(`[name="note-${cell.p}"]`).value = value.note ?? "";
  $(`[name="v-${cell.p}"]`).value = cell.saved.v;
};
const count = () => {
  const values = list.cells.map(list.valueOf);
  const open = taken ? 0 : values.filter((value) => !value.form).length;
  $("[data-absent-count]").textContent = values.filter((value) => value.form === "absence").length;
  $("[data-open-left]").textContent = open;
  const button = $("[data-open-count]");
  if (button) button.textContent = open;
};

const say = (text) => {
  document.querySelector("[data-live]").textContent = text;
};
let notices = []; // of the last answer
const problems = () => {
  const items = list.cells.flatMap((cell) => {
    if (cell.state === "conflict") {
      const { by, at } = cell.theirs;
      const text = `${cell.name}: ${by} 선생님이 ${at}에 먼저 고쳤습니다. 저장된 값 ‘${wordOf(cell.theirs) || "빈칸"}’, 내가 적은 값 ‘${wordOf(cell.draft) || "빈칸"}’.`;
      return [[text, [["그대로 두기", () => saver.takeTheirs(cell)], ["내 것으로 바꾸기", () => saver.keepMine(cell)]]]];
    }
    return cell.state === "refused" ? [[cell.message, [["적은 것 지우기", () => saver.forget(cell)]]]] : [];
  });
  items.push(...notices.map((text) => [text, []]));
  const box = $("[data-problems]");
  box.querySelector("ul").replaceChildren(...items.map(([text, buttons]) => {
    const item = document.createElement("li");
    const words = document.createElement("span");
    words.textContent = text;
    item.append(words, ...buttons.map(([label, act]) => {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "krds-btn tertiary small", textContent: label });
      button.addEventListener("click", () => {
        act();
        problems();
      });
      return button;
    }));
    return item;
  }));
  box.hidden = items.length === 0;
};
const line = $("[data-saved]");
const saver = new Saver(list, {
  save: form.dataset.save, changes: "", days: form.dataset.days, version: 0,
  report: {
    saving: () => {
      line.textContent = "저장 중…";
    },
    unsaved: (left, why) => {
      if (!left) return;
      line.textContent = `저장하지 못한 학생 ${left}명`;
      const words = why === "offline" ? "인터넷이 끊겼습니다. 이어지면 저장합니다." : why === "signed-out" ? "로그인이 끝났습니다. 다시 로그인해 주세요." : "아직 저장하지 못했습니다. 저절로 다시 저장합니다.";
      window.hjFailure(`${words} 적은 것 ${left}명은 화면에 그대로 있습니다.`);
    },
    dayFailed: () => {
      line.textContent = "저장하지 못함";
      window.hjFailure("출석을 확인하지 못했습니다. 잠시 뒤 다시 눌러 주세요.");
    },
    answered: (data, left) => {
      window.hjFailure("");
      line.textContent = left ? "저장 중…" : `모두 저장됨 ${data.at ?? ""}`;
      for (const row of data.saved ?? []) {
        const cell = list.find(row.p, row.d);
        if (cell) cell.hint = [row.reason, row.note].filter(Boolean).join(" · ");
        if (cell) list.paint(cell);
        if (cell) say(`${cell.name} ${wordOf(row) || "빈칸"} 저장함`);
      }
      notices = data.notices ?? [];
      for (const text of notices) say(text);
      problems();
    },
    others() {},
  },
});

const write = (cell, value) => {
  cell.draft = { ...NOTHING, ...value };
  saver.add([cell]);
};

// The sheet

const part = (name) => sheet.querySelector(`#sheet-${name}`);
const chooseForm = (name) => {
  lastForm = name;
  for (const button of sheet.querySelectorAll("[data-sheet-form]")) button.setAttribute("aria-pressed", String(button.dataset.sheetForm === name));
  const value = current ? list.valueOf(current) : NOTHING;
  for (const button of sheet.querySelectorAll("[data-sheet-kind]")) {
    const pair = { form: name, kind: button.dataset.sheetKind };
    const words = document.createElement("span");
    words.textContent = wordOf(pair);
    button.replaceChildren(symbol(pair), words);
    button.setAttribute("aria-pressed", String(value.form === pair.form && value.kind === pair.kind));
  }
};
const open = (cell) => {
  current = cell;
  const value = list.valueOf(cell);
  sheet.querySelector("h2").textContent = cell.name;
  part("reason").value = value.reason ?? "";
  part("note").value = value.note ?? "";
  sheet.querySelector("[data-sheet-error]").hidden = true;
  chooseForm(value.kind ? value.form : lastForm);
  sheet.showModal();
};
const send = (value) => {
  write(current, value);
  sheet.close();
};
const words = () => ({ reason: part("reason").value.trim(), note: part("note").value.trim() });
sheet.addEventListener("click", (event) => {
  const { sheetForm, sheetKind, sheetReason } = event.target.closest("button")?.dataset ?? {};
  if (sheetForm) chooseForm(sheetForm);
  if (sheetKind) send({ form: lastForm, kind: sheetKind, ...words() });
  if (sheetReason) part("reason").value = sheetReason;
  if (event.target.closest("[data-sheet-present]")) send({ form: "present", kind: null });
  if (event.target.closest("[data-sheet-clear]")) send(NOTHING);
  if (!event.target.closest("[data-sheet-save]")) return;
  const value = list.valueOf(current);
  if (value.kind) return void send({ form: lastForm, kind: value.kind, ...words() });
  const error = sheet.querySelector("[data-sheet-error]");
  error.textContent = "종류를 골라 주세요. 출석이면 ‘출석’을 눌러 주세요.";
  error.hidden = false;
});
sheet.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
for (const cell of list.cells) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "hj-pupil-open" });
  button.setAttribute("aria-label", `${cell.name} 출결 적기`);
  button.setAttribute("aria-haspopup", "dialog");
  button.addEventListener("click", () => open(cell));
  cell.td.append(button);
}

$("[data-all-present]")?.addEventListener("click", async (event) => {
  if (!form.dataset.today) return;
  event.preventDefault();
  const open = list.cells.filter((cell) => !list.valueOf(cell).form).length;
  const kept = list.cells.length - open;
  if (!(await saver.day(d, "taken"))) return;
  const text = kept ? `${open}명 출석, ${kept}명은 적힌 대로 두었습니다.` : `${open}명 모두 출석으로 적었습니다.`;
  window.hjToast(text, { action: "되돌리기", onAction: () => saver.day(d, "untaken") });
});
addEventListener("beforeunload", (event) => {
  if (saver.unsaved()) event.preventDefault();
});
