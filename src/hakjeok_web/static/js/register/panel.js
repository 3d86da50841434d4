// The panel of the register: form, kind, reason, note of the chosen cells. Reached by Enter, F2 or F6; Esc leads back to the cell.
export class Panel {
  constructor(element, { back, apply }) {
    Object.assign(this, { element, back, apply, cells: [] });
    this.form = element.querySelector("form");
    this.form.addEventListener("submit", (event) => this.#submit(event));
    element.addEventListener("keydown", (event) => this.#key(event));
    element.addEventListener("click", (event) => this.#click(event));
  }

  open({ cells, values, title, refusal, part, pupil }) {
    this.cells = cells;
    this.element.hidden = false;
    this.element.querySelector("[data-panel-title]").textContent = title;
    const link = this.element.querySelector("[data-panel-pupil]");
    link.href = link.dataset.panelPupil.replace("00000000-0000-0000-0000-000000000000", pupil);
    const shared = (name) => (values.every((value) => (value[name] ?? "") === (values[0][name] ?? "")) ? (values[0][name] ?? "") : "");
    for (const name of ["form", "kind"]) {
      for (const radio of this.form.elements[name]) radio.checked = radio.value === shared(name);
    }
    this.form.elements.reason.value = shared("reason");
    this.form.elements.note.value = shared("note");
    this.#say(refusal);
    const first = part === "note" ? this.form.elements.note : [...this.form.elements.form].find((radio) => radio.checked) ?? this.form.elements.form[0];
    first.focus();
  }

  close() {
    this.element.hidden = true;
    this.back();
  }

  #say(text) {
    const line = this.element.querySelector("[data-panel-error]");
    line.textContent = text;
    line.hidden = !text;
  }

  #submit(event) {
    event.preventDefault();
    const form = this.form.elements.form.value;
    const kind = this.form.elements.kind.value;
    if (form && form !== "present" && !kind) return this.#say("종류를 골라 주세요.");
    if (kind && !form) return this.#say("형태를 골라 주세요.");
    const present = form === "present";
    const problem = this.apply({
      form: form || null,
      kind: present ? null : kind || null,
      reason: present ? "" : this.form.elements.reason.value.trim(),
      note: present ? "" : this.form.elements.note.value.trim(),
    });
    if (problem) this.#say(problem);
    else this.close();
    return null;
  }

  #key(event) {
    if (event.key !== "Escape" && event.key !== "F6") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") this.close();
    else this.back();
  }

  #click(event) {
    if (event.target.closest("[data-panel-close]")) this.close();
    const chip = event.target.closest("[data-panel-reason]");
    if (chip) this.form.elements.reason.value = chip.dataset.panelReason;
  }
}
