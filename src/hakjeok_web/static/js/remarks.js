// 출결 특기사항: texts save themselves, keys lead from pupil to pupil, buttons put a wording into the text.
// Without this file every button sends the plain form.
(() => {
  const PAUSE = 2000; // how long after the last letter a text is saved
  const timers = new WeakMap();
  const busy = new WeakSet();
  const boxOf = (form) => form.querySelector("textarea");
  const stateOf = (form) => form.querySelector("[data-state]");
  const tidy = (text) => text.split(/\r?\n/).map((line) => line.trim().replace(/\s+/g, " ")).filter(Boolean).join("\n");
  const isDirty = (form) => tidy(boxOf(form).value) !== stateOf(form).dataset.kept;
  const say = (form, text) => {
    const place = form.querySelector("[data-said]");
    if (place) place.textContent = text;
  };

  const save = (form, { always = false } = {}) => {
    clearTimeout(timers.get(form));
    // A text that was refused or clashed is sent again only by hand: the person has to look at it first.
    if (busy.has(form) || (!always && (!isDirty(form) || stateOf(form).dataset.state === "refused"))) return;
    say(form, "저장 중…");
    form.dispatchEvent(new CustomEvent("autosave", { bubbles: false }));
  };

  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-remark]");
    if (!form || event.target !== boxOf(form)) return;
    stateOf(form).dataset.state = stateOf(form).querySelector("[role=alert] dl") ? "refused" : "kept";
    say(form, isDirty(form) ? "아직 저장하지 않음" : "");
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(() => save(form), PAUSE));
  });
  document.addEventListener("focusout", (event) => {
    const form = event.target.closest("form[data-remark]");
    if (form && event.target === boxOf(form) && !form.contains(event.relatedTarget)) save(form);
  });

  const inForm = (event) => {
    const form = event.target.closest?.("form[data-remark]");
    return form && (event.target === form ? form : null);
  };
  document.addEventListener("htmx:before:request", (event) => {
    const form = inForm(event);
    if (form) busy.add(form);
  });
  document.addEventListener("htmx:finally:request", (event) => {
    const form = inForm(event);
    if (!form) return;
    busy.delete(form);
    boxOf(form).toggleAttribute("aria-invalid", stateOf(form).dataset.state === "refused");
    // Who is ticked is taken over as he stands now, not as he stood when the page was opened.
    const tick = form.closest(".hj-remark")?.querySelector("[name=chosen]");
    if (tick && !form.querySelector("[role=alert] dl")) tick.value = `${tick.value.split(":")[0]}:${form.elements.seen.value}`;
    if (stateOf(form).dataset.state === "kept" && isDirty(form)) save(form); // typed on while it was being saved
  });
  document.addEventListener("htmx:error", (event) => {
    const form = event.target.closest?.("form[data-remark]");
    if (form) busy.delete(form);
    if (form) say(form, "저장하지 못함");
  });

  // From pupil to pupil
  const step = (box, by) => {
    const boxes = [...document.querySelectorAll("form[data-remark] textarea")];
    const next = boxes[boxes.indexOf(box) + by];
    if (!next) return false;
    next.focus();
    next.setSelectionRange(next.value.length, next.value.length);
    next.closest(".hj-remark")?.scrollIntoView({ block: "nearest" });
    return true;
  };
  document.addEventListener("keydown", (event) => {
    const box = event.target.closest("form[data-remark] textarea");
    if (!box || event.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const atEnd = box.selectionStart === box.value.length;
    const atStart = box.selectionEnd === 0;
    if (event.key === "Enter") {
      event.preventDefault();
      if (!step(box, 1)) save(box.form);
    } else if ((event.key === "ArrowDown" && atEnd && step(box, 1)) || (event.key === "ArrowUp" && atStart && step(box, -1))) {
      event.preventDefault();
    }
  });

  // 제안 넣기, 바꾸기, 저장된 글로 두기
  document.addEventListener("click", (event) => {
    const button = event.target.closest("form[data-remark] [data-fill]");
    if (!button) return;
    event.preventDefault();
    const { form } = button;
    const box = boxOf(form);
    box.value = button.dataset.fill;
    stateOf(form).dataset.state = "kept";
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
    const days = box.value.indexOf("(00일)");
    if (days >= 0) box.setSelectionRange(days + 1, days + 3);
    else save(form, { always: true });
  });

  addEventListener("beforeunload", (event) => {
    if ([...document.querySelectorAll("form[data-remark]")].some(isDirty)) event.preventDefault();
  });
})();
