// 판정 도우미: hides questions that do not matter after the answers so far, and copies the address of a question.
// The server leaves the same questions out; without this script all are shown.
(() => {
  const NOTHING = "-"; // an answer left blank

  const answersTo = (form, name) => {
    const controls = [...form.elements].filter((control) => control.name === name);
    if (!controls.length || controls.every((control) => control.closest("[data-asked-by][hidden]"))) return [NOTHING];
    const chosen = controls.filter((control) => !["radio", "checkbox"].includes(control.type) || control.checked);
    return chosen.length ? chosen.map((control) => control.value || NOTHING) : [NOTHING];
  };

  // In the order of the page: a question that is hidden answers nothing to those after it.
  const hideWhatDoesNotMatter = () => {
    const form = document.getElementById("facts");
    for (const part of form?.querySelectorAll("[data-asked-by]") ?? []) {
      const wanted = part.dataset.askedValues.split(" ");
      part.hidden = !answersTo(form, part.dataset.askedBy).some((answer) => wanted.includes(answer));
    }
  };
  const begin = () => {
    hideWhatDoesNotMatter();
    for (const button of document.querySelectorAll("[data-copy]")) button.hidden = !navigator.clipboard;
  };

  document.addEventListener("change", (event) => event.target.closest("#facts") && hideWhatDoesNotMatter());
  document.addEventListener("focusin", (event) => event.target.matches("[data-copy-from]") && event.target.select());
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    window.hjToast("주소를 복사했습니다.");
  });
  document.addEventListener("DOMContentLoaded", begin);
  document.addEventListener("htmx:after:swap", begin);
})();
