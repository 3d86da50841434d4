// Display settings (화면): brightness, size, folded navigation. Kept in cookies that hold nothing personal;
// the server writes them into <html>, so that a page never flashes in the wrong mode.
(() => {
  const root = document.documentElement;
  const keep = (name, value) => {
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `${name}=${value}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
  };
  const show = () => {
    for (const button of document.querySelectorAll("[data-display-mode]")) {
      button.setAttribute("aria-pressed", String(button.dataset.displayMode === root.dataset.krdsMode));
    }
    for (const button of document.querySelectorAll("[data-display-size]")) {
      button.setAttribute("aria-pressed", String(button.dataset.displaySize === root.dataset.hjSize));
    }
    const fold = document.querySelector("[data-nav-fold]");
    if (fold) fold.setAttribute("aria-expanded", String(root.dataset.hjNav !== "folded"));
  };

  document.addEventListener("click", (event) => {
    const mode = event.target.closest("[data-display-mode]");
    const size = event.target.closest("[data-display-size]");
    if (mode) {
      root.dataset.krdsMode = mode.dataset.displayMode;
      keep("hj_mode", mode.dataset.displayMode);
    }
    if (size) {
      root.dataset.hjSize = size.dataset.displaySize;
      keep("hj_size", size.dataset.displaySize);
    }
    if (event.target.closest("[data-nav-fold]")) {
      root.dataset.hjNav = root.dataset.hjNav === "folded" ? "open" : "folded";
      keep("hj_nav", root.dataset.hjNav);
    }
    show();
    // Menus are <details>: close the ones that were left.
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details[data-menu][open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  document.addEventListener("DOMContentLoaded", show);
})();
