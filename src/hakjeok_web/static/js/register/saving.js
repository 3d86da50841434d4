// Saving: each act at once; acts made meanwhile wait and go together. Nothing typed is lost, nothing is overwritten unseen.
import { NOTHING } from "./grid.js";

const RETRIES = [5, 10, 20, 40, 60];
const LATE = 5000;
const POLL = 20000;

const newKey = () => {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
};
const token = () => JSON.parse(document.body.getAttribute("hx-headers:inherited") ?? "{}")["X-CSRFToken"] ?? "";

export class Saver {
  constructor(grid, { save, changes, days, version, report }) {
    Object.assign(this, { grid, urls: { save, changes, days }, version, report });
    this.waiting = new Set();
    this.batch = null;
    this.busy = false;
    this.tries = 0;
    addEventListener("online", () => this.flush());
    addEventListener("offline", () => this.report.unsaved(this.unsaved(), "offline"));
    setInterval(() => this.poll(), POLL);
  }

  unsaved() {
    return new Set([...this.waiting, ...(this.batch?.cells ?? [])]).size;
  }

  add(cells) {
    for (const cell of cells) {
      cell.state = "saving";
      this.waiting.add(cell);
      this.grid.paint(cell);
    }
    this.report.saving();
    this.flush();
  }

  #nextBatch() {
    const cells = [...this.waiting];
    this.waiting.clear();
    const body = cells.map((cell) => {
      const { form, kind, reason, note } = cell.draft;
      return { p: cell.p, d: cell.d, v: cell.saved.v, form, kind, reason: reason ?? "", note: note ?? "" };
    });
    return { cells, drafts: cells.map((cell) => cell.draft), body: { key: newKey(), cells: body } };
  }

  async flush() {
    if (this.busy) return;
    this.batch ??= this.waiting.size ? this.#nextBatch() : null;
    if (!this.batch) return;
    this.busy = true;
    clearTimeout(this.retry);
    const late = setTimeout(() => this.report.unsaved(this.unsaved(), "late"), LATE);
    const answer = await this.#send(this.urls.save, this.batch.body);
    clearTimeout(late);
    this.busy = false;
    if (answer.failed) this.#failed(answer.failed);
    else this.#done(answer.data);
  }

  async #send(url, body) {
    const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token() };
    let response;
    try {
      response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body), redirect: "manual", signal: AbortSignal.timeout(30000) });
    } catch {
      return { failed: navigator.onLine ? "server" : "offline" };
    }
    if (response.type === "opaqueredirect" || response.status === 401) return { failed: "signed-out" };
    if ([200, 409, 422].includes(response.status)) {
      document.dispatchEvent(new CustomEvent("hj:acted"));
      return { data: await response.json() };
    }
    if (response.status === 403) return { failed: "forbidden" };
    return { failed: response.status === 404 ? "gone" : "server" };
  }

  #failed(why) {
    for (const cell of this.batch.cells) {
      cell.state = "failed";
      this.grid.paint(cell);
    }
    this.report.unsaved(this.unsaved(), why);
    if (!["server", "offline"].includes(why)) return;
    const wait = RETRIES[Math.min(this.tries, RETRIES.length - 1)];
    this.tries += 1;
    this.retry = setTimeout(() => this.flush(), wait * 1000);
  }

  #done(data) {
    const { cells, drafts } = this.batch;
    this.batch = null;
    this.tries = 0;
    cells.forEach((cell, index) => {
      const typedAgain = cell.draft !== drafts[index];
      cell.state = typedAgain ? "saving" : "";
      cell.keep = typedAgain;
    });
    this.take(data);
    this.#refuseRest(cells, drafts, data);
    for (const cell of cells) this.grid.paint(cell);
    this.report.answered(data, this.unsaved());
    this.flush();
  }

  // A refusal of the whole act names no cell: then each cell that was not answered carries its sentence.
  #refuseRest(cells, drafts, data) {
    const message = data.errors?.find((error) => !error.p)?.message;
    cells.forEach((cell, index) => {
      const unanswered = cell.draft && cell.draft === drafts[index] && !cell.state;
      if (unanswered && message) Object.assign(cell, { state: "refused", message });
      else if (unanswered) Object.assign(cell, { draft: null });
    });
  }

  // Takes over what an answer says; what is typed and not yet sent stays.
  take(data) {
    for (const row of data.saved ?? []) this.#takeSaved(row);
    for (const row of data.skipped ?? []) this.#drop(this.grid.find(row.p, row.d));
    for (const row of data.errors ?? []) this.#mark(row, "refused", row.message);
    for (const row of data.conflicts ?? []) this.#conflict(row);
    for (const [d, day] of Object.entries(data.days ?? {})) this.grid.setDay(d, day);
    for (const [p, counts] of Object.entries(data.totals ?? {})) this.grid.setTotals(p, counts);
    if (data.version) this.version = data.version;
  }

  #takeSaved(row) {
    const cell = this.grid.find(row.p, row.d);
    if (!cell) return;
    cell.saved = {
      form: row.form ?? null, kind: row.kind || null, reason: row.reason ?? "", note: row.note ?? "", v: row.v ?? 0,
      late: Boolean(row.late), lacks: Boolean(row.lacks), plan: Boolean(row.plan),
    };
    if (!cell.keep) cell.draft = null;
    this.grid.paint(cell);
  }

  #drop(cell) {
    if (!cell || cell.keep) return;
    Object.assign(cell, { draft: null, state: "" });
    this.grid.paint(cell);
  }

  #mark(row, state, message) {
    const cell = this.grid.find(row.p, row.d);
    if (!cell || cell.keep) return;
    Object.assign(cell, { state, message });
    this.grid.paint(cell);
  }

  #conflict(row) {
    const cell = this.grid.find(row.p, row.d);
    if (!cell) return;
    this.waiting.delete(cell);
    const theirs = { ...NOTHING, ...row.theirs, form: row.theirs.form ?? null, kind: row.theirs.kind || null };
    Object.assign(cell, { theirs, state: "conflict", keep: false });
    this.grid.paint(cell);
  }

  // The two ways out of a conflict.
  keepMine(cell) {
    cell.saved = { ...cell.saved, ...cell.theirs };
    cell.theirs = null;
    this.add([cell]);
  }

  takeTheirs(cell) {
    Object.assign(cell, { saved: { ...cell.saved, ...cell.theirs }, draft: null, theirs: null, state: "" });
    this.grid.paint(cell);
  }

  forget(cell) {
    this.waiting.delete(cell);
    Object.assign(cell, { draft: null, state: "", message: "" });
    this.grid.paint(cell);
  }

  // 모두 출석 and its undoing: one small POST of its own, after what waits.
  async day(d, verb) {
    await this.flush();
    this.report.saving();
    const url = `${this.urls.days}${d}/${verb}/`;
    let answer = await this.#send(url, { key: newKey() });
    if (answer.data?.ask && (await window.hjConfirm(answer.data.ask, { yes: "모두 왔음", no: "먼저 결석 적기" })))
      answer = await this.#send(url, { key: newKey(), came: true });
    if (answer.failed) {
      this.report.dayFailed(answer.failed);
      return false;
    }
    this.take(answer.data);
    this.report.answered(answer.data, this.unsaved());
    return !(answer.data.errors?.length || answer.data.ask);
  }

  async poll() {
    if (document.hidden || this.busy || this.batch || !this.urls.changes || !navigator.onLine) return;
    const url = `${this.urls.changes}?since=${this.version}`;
    const response = await fetch(url, { headers: { Accept: "application/json", "X-Background": "1" }, redirect: "manual" }).catch(() => null);
    if (!response || response.status !== 200) return;
    const data = await response.json();
    if (this.busy || this.batch) return;
    this.#takeOthers(data);
    this.report.others(data);
  }

  // Somebody else's acts: a cell under the hands is only marked, the rest is taken over.
  #takeOthers(data) {
    const free = [];
    for (const row of data.saved ?? []) {
      const cell = this.grid.find(row.p, row.d);
      if (!cell) continue;
      if (cell.draft || cell.td.matches(":focus, [aria-selected=true]")) {
        cell.incoming = row;
        this.grid.paint(cell);
      } else free.push(row);
    }
    this.take({ ...data, saved: free });
  }

  settle(cell) {
    if (!cell?.incoming || cell.draft) return;
    const row = cell.incoming;
    cell.incoming = null;
    this.#takeSaved(row);
  }
}
