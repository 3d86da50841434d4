// Lists and small parts of pages: print, rows chosen by checkbox, a revealed value that hides itself again.
(() => {
  const countChosen = () => {
    for (const bar of document.querySelectorAll("[data-chosen-of]")) {
      const chosen = document.querySelectorAll(`input[name="${bar.dataset.chosenOf}"]:checked`).length;
      bar.querySelector("[data-chosen-count]").textContent = chosen;
    }
  };
  const hideLater = (root) => {
    for (const box of root.querySelectorAll("[data-reveal-hide]")) {
      const shown = box.querySelector("[data-masked]");
      setTimeout(() => {
        shown.textContent = shown.dataset.masked;
      }, Number(box.dataset.revealHide) * 1000);
      delete box.dataset.revealHide;
    }
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });
  document.addEventListener("change", (event) => {
    const all = event.target.closest("[data-choose-all]");
    if (all) {
      for (const box of document.querySelectorAll(`input[name="${all.dataset.chooseAll}"]`)) box.checked = all.checked;
    }
    if (event.target.matches("input[type=checkbox]")) countChosen();
  });
  document.addEventListener("DOMContentLoaded", () => {
    countChosen();
    hideLater(document);
  });
  document.addEventListener("htmx:after:swap", () => {
    countChosen();
    hideLater(document);
  });
})();
