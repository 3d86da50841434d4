// The register's month grid (월별 출석부): keys, ranges, undo, panel. Keys are bound by event.code, because teachers type in
// 한글 mode; cells are no inputs, so no composition starts. Letters act only while a cell has the focus.
import { fromTable, parseWord, toTable } from "./register/clipboard.js";
import { Grid, NOTHING, dayText, readLegend, sameValue, wordOf } from "./register/grid.js";
import { Panel } from "./register/panel.js";
import { Saver } from "./register/saving.js";

const UNDO_STEPS = 50;
const root = document.getElementById("register");
const table = root.querySelector("table.hj-grid");
const legend = readLegend();
const grid = new Grid(table, legend);
const readonly = table.getAttribute("aria-readonly") === "true";
const place = { r: 0, c: 0, fromR: 0, fromC: 0 };
const chosenRows = new Set();
const undone = [];
const done = [];
const settings = { move: "down", density: "normal", totals: "short" };

// Words

const live = root.querySelector("[data-live]");
let spoken = [];
let speaking = 0;
const say = (text) => {
  spoken.push(text);
  root.querySelector("[data-said]").textContent = text;
  clearTimeout(speaking);
  speaking = setTimeout(() => {
    live.textContent = spoken.join(" ");
    spoken = [];
  }, 300);
};
const savedLine = root.querySelector("[data-saved]");
const FAILURES = {
  late: "아직 저장하지 못했습니다.",
  server: "서버가 대답하지 않습니다. 잠시 뒤 저절로 다시 저장합니다.",
  offline: "인터넷이 끊겼습니다. 이어지면 저장합니다.",
  "signed-out": "로그인이 끝났습니다. 다른 창에서 다시 로그인한 뒤 ‘다시 시도’를 눌러 주세요.",
  forbidden: "이 출석부에 적을 권한이 없습니다. 이 반의 담임이나 학교권한관리자에게 알려 주세요.",
  gone: "출석부를 찾을 수 없습니다. 화면을 다시 열어 주세요.",
};

const REFUSALS = {
  "재적 아님": "이 반에 재적하지 않은 날이라 적을 수 없습니다.",
  위탁: "위탁 중인 날이라 적을 수 없습니다. 위탁학생에서 적습니다.",
  마감: "마감한 날이라 적을 수 없습니다. 고치려면 마감취소를 요청해 주세요.",
};

const strip = (text) => {
  const holder = document.getElementById("strips");
  holder.querySelector("#register-strip")?.remove();
  if (!text) return;
  const line = document.createElement("div");
  line.id = "register-strip";
  line.className = "hj-strip hj-tone-danger";
  line.setAttribute("role", "alert");
  const words = document.createElement("p");
  words.textContent = text;
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "krds-btn text", textContent: "다시 시도" });
  button.addEventListener("click", () => saver.flush());
  line.append(words, button);
  holder.append(line);
};

const report = {
  saving() {
    savedLine.textContent = "저장 중…";
  },
  unsaved(count, why) {
    if (!count) return;
    savedLine.textContent = `저장하지 못한 칸 ${count}개`;
    strip(`${FAILURES[why]} 적은 것 ${count}칸은 화면에 그대로 있습니다.`);
  },
  dayFailed(why) {
    savedLine.textContent = "저장하지 못함";
    problems([{ text: `출석을 확인하지 못했습니다. ${FAILURES[why]}` }]);
  },
  answered(data, left) {
    strip("");
    savedLine.textContent = left ? "저장 중…" : `모두 저장됨 ${data.at ?? ""}`;
    if (data.todo !== undefined) {
      const count = document.getElementById("todo-count");
      if (count) count.textContent = data.todo;
    }
    const saved = data.saved?.length ?? 0;
    const skipped = data.skipped?.length ?? 0;
    if (saved === 1 && !skipped) {
      const cell = grid.find(data.saved[0].p, data.saved[0].d);
      if (cell) say(`${grid.place(cell)} ${grid.stateWord(cell)} 저장함`);
    } else if (saved || skipped) say(`${saved}칸 적음${skipped ? `, ${skipped}칸 건너뜀` : ""}`);
    showProblems(data);
    showSelected();
  },
  others(data) {
    if (data.viewers) root.querySelector("[data-viewers]").textContent = data.viewers.length ? `보는 사람: ${data.viewers.join(", ")}` : "";
    if (data.saved?.length) say(`다른 사람이 ${data.saved.length}칸을 고쳤습니다.`);
  },
};

const saver = new Saver(grid, {
  save: root.dataset.save, changes: root.dataset.changes, days: root.dataset.days, version: Number(root.dataset.version), report,
});

// Problems: conflicts to choose, refusals with their sentence

const box = root.querySelector("[data-problems]");
const problems = (list) => {
  const items = list.map(({ text, cell, buttons = [] }) => {
    const item = document.createElement("li");
    const words = document.createElement("span");
    words.textContent = text;
    item.append(words);
    for (const [label, act] of buttons) {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "krds-btn tertiary small", textContent: label });
      button.addEventListener("click", () => {
        act();
        refreshProblems();
        if (cell) go(cell.r, cell.c);
      });
      item.append(button);
    }
    return item;
  });
  box.querySelector("ul").replaceChildren(...items);
  box.hidden = items.length === 0;
};
const conflictText = (cell) => {
  const { by, at, reason, note } = cell.theirs;
  const mine = grid.valueOf(cell);
  const shown = (value) => wordOf(value) || "빈칸";
  const onlyWords = shown(mine) === shown(cell.theirs) ? ` 비고가 다릅니다(${[reason, note].filter(Boolean).join(", ") || "없음"}).` : "";
  return `${grid.place(cell)}: ${by} 선생님이 ${at}에 ‘${shown(cell.theirs)}’${josa(shown(cell.theirs))} 저장했습니다. 내가 적은 것은 ‘${shown(mine)}’입니다.${onlyWords}`;
};
// 으로 after a final consonant other than ㄹ, 로 otherwise.
const josa = (word) => {
  const last = (word.charCodeAt(word.length - 1) - 0xac00) % 28;
  return last > 0 && last !== 8 ? "으로" : "로";
};
let refusals = []; // of the last answer
let misread = ""; // of the last paste
const refreshProblems = () => {
  const cells = grid.rows.flatMap((row) => row.cells);
  const conflicts = cells.filter((cell) => cell.state === "conflict").map((cell) => ({
    cell,
    text: conflictText(cell),
    buttons: [["그대로 두기 (N)", () => saver.takeTheirs(cell)], ["내 것으로 바꾸기 (Y)", () => saver.keepMine(cell)]],
  }));
  const refused = cells.filter((cell) => cell.state === "refused").map((cell) => ({
    cell,
    text: cell.message,
    buttons: [["적은 것 지우기", () => saver.forget(cell)]],
  }));
  problems([...conflicts, ...refused, ...[misread, ...refusals].filter(Boolean).map((text) => ({ text }))]);
};
const showProblems = (data) => {
  const whys = new Map((data.skipped ?? []).map((row) => [row.why, 0]));
  for (const row of data.skipped ?? []) whys.set(row.why, whys.get(row.why) + 1);
  refusals = [...whys].map(([why, count]) => `${count}칸은 건너뛰었습니다. ${why}`);
  if (!grid.rows.some((row) => row.cells.some((cell) => cell.state === "refused"))) for (const row of data.errors ?? []) if (!row.p) refusals.push(row.message);
  if (data.conflicts?.length) say(`${data.conflicts.length}칸에 다른 값이 있습니다. 두 값을 보고 골라 주세요. 다른 칸은 모두 저장했습니다.`);
  for (const row of data.errors ?? []) say(row.message);
  for (const text of data.notices ?? []) say(text);
  refusals.push(...(data.notices ?? []));
  refreshProblems();
};

// Place and selection

const focused = () => grid.at(place.r, place.c);
const rectangle = () => {
  const [top, bottom] = [place.r, place.fromR].sort((a, b) => a - b);
  const [left, right] = [place.c, place.fromC].sort((a, b) => a - b);
  return { top, bottom, left, right };
};
const selection = () => {
  if (chosenRows.size) {
    const c = grid.days.findIndex((day) => day.d === grid.today);
    return [...chosenRows].map((r) => grid.at(r, c < 0 ? place.c : c));
  }
  const { top, bottom, left, right } = rectangle();
  const cells = [];
  for (let r = top; r <= bottom; r += 1) for (let c = left; c <= right; c += 1) cells.push(grid.at(r, c));
  return cells;
};
let marked = [];
const showSelected = () => {
  for (const cell of marked) cell.td.removeAttribute("aria-selected");
  const cells = selection();
  marked = cells.length > 1 || chosenRows.size ? cells : [];
  for (const cell of marked) cell.td.setAttribute("aria-selected", "true");
  for (const old of table.querySelectorAll(".here")) old.classList.remove("here");
  const cell = focused();
  cell.row.tr.firstElementChild.classList.add("here");
  grid.days[place.c].th.classList.add("here");
  grid.rows.forEach((row, r) => row.tr.firstElementChild.classList.toggle("chosen", chosenRows.has(r)));
  const value = grid.valueOf(cell);
  const detail = [value.reason, value.note].filter(Boolean).join(" · ");
  const many = marked.length > 1 ? `${marked.length}칸 고름 · ` : "";
  root.querySelector("[data-selected]").textContent = `${many}${grid.place(cell)} ${grid.spoken(cell)}${detail ? ` · ${detail}` : ""}`;
};
const go = (r, c, { extend = false } = {}) => {
  const old = focused();
  place.r = Math.max(0, Math.min(grid.rows.length - 1, r));
  place.c = Math.max(0, Math.min(grid.days.length - 1, c));
  if (!extend) {
    [place.fromR, place.fromC] = [place.r, place.c];
    chosenRows.clear();
  }
  const cell = focused();
  table.querySelector('td[tabindex="0"]')?.setAttribute("tabindex", "-1");
  cell.td.setAttribute("tabindex", "0");
  cell.td.focus({ preventScroll: true });
  cell.td.scrollIntoView({ block: "nearest", inline: "nearest" });
  showSelected();
  if (old !== cell) saver.settle(old);
};
const select = (fromR, fromC, r, c) => {
  Object.assign(place, { fromR, fromC });
  go(r, c, { extend: true });
};
const jumpToEntry = (dr, dc) => {
  let { r, c } = place;
  do {
    r += dr;
    c += dc;
  } while (grid.at(r, c) && !wordOf(grid.valueOf(grid.at(r, c))));
  go(r, c);
};

// Acts

const write = (pairs, { remember = true } = {}) => {
  const steps = [];
  for (const [cell, after] of pairs) {
    const before = { ...grid.valueOf(cell) };
    if (sameValue(before, after)) continue;
    steps.push({ cell, before, after });
    cell.draft = { form: after.form, kind: after.kind, reason: after.reason ?? "", note: after.note ?? "" };
    cell.theirs = null;
  }
  if (!steps.length) return 0;
  if (remember) {
    done.push({ steps });
    if (done.length > UNDO_STEPS) done.shift();
    undone.length = 0;
  }
  saver.add(steps.map((step) => step.cell));
  showSelected();
  return steps.length;
};
const writable = (cells) => {
  if (readonly) {
    say(root.dataset.readonlyText);
    return [];
  }
  const free = cells.filter((cell) => !grid.refusal(cell));
  if (!free.length) say(`${grid.place(cells[0])}: ${REFUSALS[grid.refusal(cells[0])]}`);
  else if (free.length < cells.length) say(`${cells.length - free.length}칸 건너뜀`);
  return free;
};
const isWhole = (cells) => cells.length > 1 && cells.length === grid.rows.length * grid.days.length;
const fill = async (value) => {
  const cells = selection();
  const single = cells.length === 1;
  misread = "";
  const free = writable(cells);
  if (!free.length) return;
  if (isWhole(cells) && !(await window.hjConfirm(`이 달의 ${free.length}칸을 모두 ‘${wordOf(value) || "빈칸"}’${josa(wordOf(value) || "빈칸")} 적습니다.`, { yes: "모두 적기", no: "그만두기" }))) return;
  write(free.map((cell) => [cell, { ...NOTHING, ...value, reason: value.kind ? grid.valueOf(cell).reason : "", note: value.kind ? grid.valueOf(cell).note : "" }]));
  if (single && !chosenRows.size) go(place.r + (settings.move === "down" ? 1 : 0), place.c + (settings.move === "right" ? 1 : 0));
};
const revert = async (from, to, pick) => {
  const act = from.pop();
  if (!act) return say(from === done ? "되돌릴 것이 없습니다." : "다시 할 것이 없습니다.");
  if (act.day) {
    const verb = (from === done) === (act.verb === "taken") ? "untaken" : "taken";
    if (await saver.day(act.day, verb)) to.push(act);
    return say(verb === "untaken" ? `${dayText(act.day)} 출석 확인을 되돌렸습니다.` : `${dayText(act.day)} 모두 출석으로 적었습니다.`);
  }
  const own = act.steps.filter(({ cell, before, after }) => sameValue(grid.valueOf(cell), from === done ? after : before) && !grid.refusal(cell));
  const foreign = act.steps.length - own.length;
  if (foreign) say(`${foreign}칸은 그 뒤에 다른 사람이 고쳤거나 마감해서 되돌리지 않았습니다.`);
  write(own.map((step) => [step.cell, step[pick]]), { remember: false });
  to.push({ steps: own });
  if (own[0]) go(own[0].cell.r, own[0].cell.c);
};
const undo = () => revert(done, undone, "before");
const redo = () => revert(undone, done, "after");

const takeDay = async (d) => {
  if (readonly) return say(root.dataset.readonlyText);
  const day = grid.dayOf.get(d);
  if (day.closed) return say(`${dayText(d)}은 마감했습니다.`);
  if (day.taken) return say(`${dayText(d)}은 이미 확인했습니다.`);
  const { open, marked: kept } = grid.rest(d);
  if (d !== grid.today) {
    const yes = await window.hjConfirm(`${dayText(d)}의 확인 전 ${open}명을 모두 출석으로 적습니다. 오늘이 아닌 날입니다.`, { yes: "모두 출석", no: "그만두기" });
    if (!yes) return focused().td.focus();
  }
  if (!(await saver.day(d, "taken"))) return;
  const act = { day: d, verb: "taken" };
  done.push(act);
  const text = `${open}명 출석, ${kept}명은 적힌 대로 두었습니다.`;
  say(text);
  window.hjToast(text, { action: "되돌리기", onAction: () => done.at(-1) === act && undo() });
};
const untakeDay = async (d) => {
  if (!grid.dayOf.get(d).taken) return say(`${dayText(d)}은 아직 확인하지 않았습니다.`);
  if (!(await window.hjConfirm(`${dayText(d)}의 출석 확인을 취소합니다. 적은 결석은 그대로 있고, 나머지는 확인 전이 됩니다.`, { yes: "확인 취소", no: "그만두기" }))) return;
  if (await saver.day(d, "untaken")) done.push({ day: d, verb: "untaken" });
};

// Panel

const panel = new Panel(root.querySelector("[data-panel]"), {
  back: () => go(place.r, place.c, { extend: true }),
  apply: (value) => {
    const free = writable(panel.cells);
    const pairs = free
      .filter((cell) => value.form || wordOf(grid.valueOf(cell)))
      .map((cell) => [cell, value.form ? value : { ...grid.valueOf(cell), reason: value.reason, note: value.note }]);
    if (!pairs.length) return free.length ? "형태와 종류를 골라 주세요. 비고는 결석·지각·조퇴·결과에 적습니다." : "적을 수 없는 칸입니다.";
    write(pairs);
    return "";
  },
});
const openPanel = (part = "form") => {
  const cells = selection();
  const refusal = readonly ? root.dataset.readonlyText : (REFUSALS[grid.refusal(cells[0])] ?? "");
  const values = cells.map((cell) => grid.valueOf(cell));
  const title = cells.length > 1 ? `${cells.length}칸` : grid.place(cells[0]);
  panel.open({ cells, values, title, refusal, part, pupil: cells[0].p });
};

// Day menu

const menu = root.querySelector("[data-day-menu]");
let menuDay = "";
const openMenu = (c) => {
  const { th, d } = grid.days[c];
  menuDay = d;
  menu.hidden = false;
  const at = th.getBoundingClientRect();
  const around = root.getBoundingClientRect();
  menu.setAttribute("aria-label", dayText(d));
  menu.querySelector("[data-day-open]").href = root.dataset.dayPage.replace("0000-00-00", d);
  menu.classList.toggle("at-end", at.left - around.left > around.width - 260);
  th.append(menu);
  menu.querySelector("[role=menuitem]").focus();
};
const closeMenu = () => {
  if (menu.hidden) return;
  menu.hidden = true;
  go(place.r, place.c, { extend: true });
};
menu.addEventListener("keydown", (event) => {
  const items = [...menu.querySelectorAll("[role=menuitem]")];
  const now = items.indexOf(document.activeElement);
  event.stopPropagation();
  if (event.key === "Escape" || event.key === "Tab") closeMenu();
  else if (event.key === "ArrowDown") items[(now + 1) % items.length].focus();
  else if (event.key === "ArrowUp") items[(now - 1 + items.length) % items.length].focus();
  else return;
  event.preventDefault();
});
menu.addEventListener("click", (event) => {
  event.stopPropagation();
  const item = event.target.closest("[data-day-take], [data-day-untake]");
  if (!item) return;
  closeMenu();
  if (item.matches("[data-day-take]")) takeDay(menuDay);
  else untakeDay(menuDay);
});

// Jump to a number or a name

const jump = document.getElementById("register-jump");
jump.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const wanted = jump.querySelector("input").value.trim();
  const found = grid.rows.findIndex((row) => row.number === wanted || (wanted && row.name.includes(wanted)));
  jump.close();
  if (found < 0) say(`‘${wanted}’과 맞는 학생이 이 반에 없습니다.`);
  go(found < 0 ? place.r : found, place.c);
});
const openJump = () => {
  jump.querySelector("input").value = "";
  jump.showModal();
};

// Keys

const goMonth = (url) => {
  if (url) location.href = `${url}#p-${focused().p}`;
};
const lastRow = () => grid.rows.length - 1;
const lastDay = () => grid.days.length - 1;
const todayColumn = () => {
  const c = grid.days.findIndex((day) => day.d === grid.today);
  if (c < 0) say("이 달에는 오늘이 없습니다.");
  else go(place.r, c);
};
const answerConflict = (mine) => {
  const cell = focused();
  if (cell.state !== "conflict") return say("다른 값이 있는 칸이 아닙니다.");
  if (mine) saver.keepMine(cell);
  else saver.takeTheirs(cell);
  refreshProblems();
  showSelected();
};
const wholeRow = () => select(place.r, 0, place.r, lastDay());
const wholeDay = () => select(0, place.c, lastRow(), place.c);
const escape = () => {
  if (chosenRows.size || marked.length) go(place.r, place.c);
};

const plain = {
  ArrowLeft: () => go(place.r, place.c - 1),
  ArrowRight: () => go(place.r, place.c + 1),
  ArrowUp: () => go(place.r - 1, place.c),
  ArrowDown: () => go(place.r + 1, place.c),
  Home: () => go(place.r, 0),
  End: () => go(place.r, lastDay()),
  PageUp: () => go(place.r - 10, place.c),
  PageDown: () => go(place.r + 10, place.c),
  Space: () => fill({ form: "present", kind: null }),
  Delete: () => fill(NOTHING),
  Backspace: () => fill(NOTHING),
  Enter: () => openPanel(),
  NumpadEnter: () => openPanel(),
  F2: () => openPanel(),
  F6: () => openPanel(),
  Escape: escape,
};
const letters = {
  KeyT: todayColumn,
  KeyJ: openJump,
  KeyB: () => openPanel("note"),
  KeyG: () => takeDay(focused().d),
  KeyM: () => openMenu(place.c),
  KeyY: () => answerConflict(true),
  KeyN: () => answerConflict(false),
};
const shifted = {
  ArrowLeft: () => go(place.r, place.c - 1, { extend: true }),
  ArrowRight: () => go(place.r, place.c + 1, { extend: true }),
  ArrowUp: () => go(place.r - 1, place.c, { extend: true }),
  ArrowDown: () => go(place.r + 1, place.c, { extend: true }),
  Space: wholeRow,
  Home: wholeRow,
  End: wholeRow,
  Slash: () => window.hjOpenKeys(),
};
const controlled = {
  Home: () => go(0, 0),
  End: () => go(lastRow(), lastDay()),
  ArrowLeft: () => jumpToEntry(0, -1),
  ArrowRight: () => jumpToEntry(0, 1),
  ArrowUp: () => jumpToEntry(-1, 0),
  ArrowDown: () => jumpToEntry(1, 0),
  Space: wholeDay,
  KeyA: () => select(0, 0, lastRow(), lastDay()),
  KeyZ: undo,
  KeyY: redo,
};
const bothHeld = { ArrowUp: wholeDay, ArrowDown: wholeDay, KeyZ: redo };
const alternate = { PageUp: () => goMonth(root.dataset.previous), PageDown: () => goMonth(root.dataset.next) };

const lettersOff = () => document.cookie.includes("hj_keys=off");
const actOf = (event) => {
  const control = event.ctrlKey || event.metaKey;
  if (event.altKey) return control ? null : alternate[event.code];
  if (control) return event.shiftKey ? bothHeld[event.code] : controlled[event.code];
  if (event.shiftKey) return shifted[event.code];
  if (plain[event.code]) return plain[event.code];
  if (lettersOff()) return null;
  const value = legend.byCode.get(event.code);
  return value ? () => fill(value) : letters[event.code];
};
table.addEventListener("keydown", (event) => {
  if (!event.target.matches("td[data-d]")) return;
  const act = actOf(event);
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
});

// Mouse: click = focus, double-click = panel, Shift+click and drag = range, Ctrl+click on 성명 = several pupils

const cellOf = (target) => {
  const td = target.closest?.("td[data-d]");
  return td && grid.find(td.parentElement.dataset.p, td.dataset.d);
};
let dragging = false;
table.addEventListener("mousedown", (event) => {
  const cell = cellOf(event.target);
  if (!cell || event.button !== 0) return;
  event.preventDefault();
  dragging = true;
  go(cell.r, cell.c, { extend: event.shiftKey });
});
table.addEventListener("mouseover", (event) => {
  const cell = dragging && cellOf(event.target);
  if (cell && (cell.r !== place.r || cell.c !== place.c)) go(cell.r, cell.c, { extend: true });
});
addEventListener("mouseup", () => {
  dragging = false;
});
table.addEventListener("dblclick", (event) => cellOf(event.target) && openPanel());
table.addEventListener("click", (event) => {
  const head = event.target.closest("thead th[data-d]");
  const who = event.target.closest("tbody th");
  if (head) {
    go(place.r, grid.days.findIndex((day) => day.th === head));
    openMenu(place.c);
  }
  if (!who) return;
  const r = grid.rows.findIndex((row) => row.tr === who.parentElement);
  const others = event.ctrlKey || event.metaKey ? new Set(chosenRows) : new Set();
  if (others.has(r)) others.delete(r);
  else others.add(r);
  const today = grid.days.findIndex((day) => day.d === grid.today);
  go(r, today < 0 ? place.c : today);
  for (const each of others) chosenRows.add(each);
  showSelected();
  say(`${chosenRows.size}명 고름. 기호를 누르면 ${dayText(focused().d)}에 적습니다.`);
});
document.addEventListener("click", (event) => {
  if (!menu.hidden && !event.target.closest("thead th[data-d]")) closeMenu();
});
table.addEventListener("focusin", (event) => {
  const cell = cellOf(event.target);
  if (!cell || cell === focused()) return;
  go(cell.r, cell.c);
});

// Clipboard

const inGrid = () => document.activeElement?.closest("table.hj-grid") === table;
document.addEventListener("copy", (event) => {
  if (!inGrid()) return;
  const { top, bottom, left, right } = rectangle();
  const rows = grid.rows.slice(top, bottom + 1).map((row) => row.cells.slice(left, right + 1).map((cell) => (cell.fixed ? "" : grid.stateWord(cell).replace("확인 전", ""))));
  event.clipboardData.setData("text/plain", fromTable(rows));
  event.preventDefault();
  say(`${rows.length * rows[0].length}칸 복사함`);
});
document.addEventListener("paste", (event) => {
  if (!inGrid()) return;
  event.preventDefault();
  const cells = toTable(event.clipboardData.getData("text/plain"));
  const { top, left } = rectangle();
  const chosen = selection();
  const spread = cells.length === 1 && cells[0].length === 1 && chosen.length > 1;
  const targets = spread
    ? chosen.map((cell) => [cell, cells[0][0]])
    : cells.flatMap((row, r) => row.map((text, c) => [grid.at(top + r, left + c), text])).filter(([cell]) => cell);
  const read = targets.map(([cell, text]) => [cell, parseWord(text, legend.bySign)]);
  const unknown = [...new Set(read.filter(([, value]) => value.unknown).map(([, value]) => value.unknown))];
  const good = read.filter(([, value]) => !value.unknown && !value.skip);
  const shown = unknown.slice(0, 5).map((text) => `‘${text}’`).join(", ");
  misread = shown && `알 수 없는 값은 넣지 않았습니다: ${shown}. ‘질병결석’처럼 적어 주세요.`;
  refreshProblems();
  if (!good.length) return say("붙여 넣을 것이 없습니다.");
  const free = new Set(writable(good.map(([cell]) => cell)));
  write(good.filter(([cell]) => free.has(cell)).map(([cell, value]) => [cell, { ...NOTHING, ...value }]));
});

// Settings of the page, kept in a cookie that holds nothing personal

const readSettings = () => {
  const kept = document.cookie.match(/hj_register=([a-z.]+)/)?.[1]?.split(".") ?? [];
  if (kept.includes("right")) settings.move = "right";
  if (kept.includes("dense")) settings.density = "dense";
  if (kept.includes("long")) settings.totals = "long";
};
const showSettings = () => {
  root.dataset.density = settings.density;
  table.dataset.totals = settings.totals;
  for (const radio of root.querySelectorAll("[data-setting]")) radio.checked = settings[radio.name] === radio.value;
  const wide = root.querySelector("[data-totals-toggle]");
  wide.setAttribute("aria-expanded", String(settings.totals === "long"));
};
const keepSettings = () => {
  document.cookie = `hj_register=${Object.values(settings).join(".")}; Path=/; Max-Age=31536000; SameSite=Lax`;
  showSettings();
};
root.addEventListener("change", (event) => {
  if (!event.target.matches("[data-setting]")) return;
  settings[event.target.name] = event.target.value;
  keepSettings();
});
root.querySelector("[data-totals-toggle]").addEventListener("click", () => {
  settings.totals = settings.totals === "long" ? "short" : "long";
  keepSettings();
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-take-today]");
  if (!button || !grid.today) return;
  event.preventDefault();
  takeDay(grid.today);
});
addEventListener("beforeunload", (event) => {
  if (saver.unsaved()) event.preventDefault();
});

readSettings();
showSettings();
if (grid.rows.length && grid.days.length) {
  const wanted = grid.rows.findIndex((row) => location.hash === `#p-${row.p}`);
  const start = table.querySelector('td[tabindex="0"]');
  const cell = (start && cellOf(start)) ?? grid.at(0, 0);
  Object.assign(place, { r: Math.max(wanted, 0), c: cell.c, fromR: Math.max(wanted, 0), fromC: cell.c });
  if (wanted >= 0) go(place.r, place.c);
  else showSelected();
}
