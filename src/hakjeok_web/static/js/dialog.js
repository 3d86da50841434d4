// The one dialog for a question before an act: data-confirm on a form or button, and hx-confirm.
(() => {
  let answer = null;

  window.hjConfirm = (question, { yes = "계속하기", no = "그만두기" } = {}) => {
    const dialog = document.getElementById("confirm");
    dialog.querySelector("#confirm-text").textContent = question;
    dialog.querySelector("[data-confirm-accept]").textContent = yes;
    dialog.querySelector("[data-confirm-cancel]").textContent = no;
    dialog.showModal();
    return new Promise((resolve) => {
      answer = resolve;
    });
  };

  const close = (result) => {
    const dialog = document.getElementById("confirm");
    if (dialog.open) dialog.close();
    answer?.(result);
    answer = null;
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-confirm-accept]")) close(true);
    if (event.target.closest("[data-confirm-cancel]")) close(false);
    if (event.target.closest("[data-dialog-close]")) event.target.closest("dialog").close();
    const opener = event.target.closest("[data-dialog-open]");
    if (opener) document.getElementById(opener.dataset.dialogOpen).showModal();
  });
  document.addEventListener("close", (event) => {
    if (event.target.id === "confirm") close(false);
  }, true);

  document.addEventListener("submit", async (event) => {
    const source = event.submitter?.matches("[data-confirm]") ? event.submitter : event.target.closest("form[data-confirm]");
    if (!source || event.target.dataset.confirmed) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { confirm: question, confirmYes: yes, confirmNo: no } = source.dataset;
    if (!(await window.hjConfirm(question, { yes, no }))) return;
    event.target.dataset.confirmed = "1";
    event.target.requestSubmit(event.submitter ?? undefined);
    delete event.target.dataset.confirmed;
  }, true);

  document.addEventListener("htmx:confirm", (event) => {
    const question = event.detail?.ctx?.confirm;
    if (!question) return;
    event.preventDefault();
    window.hjConfirm(question).then((yes) => (yes ? event.detail.issueRequest() : event.detail.dropRequest()));
  });
})();
