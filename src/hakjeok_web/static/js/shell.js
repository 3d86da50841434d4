// The frame of staff pages: keys to find a pupil and to go to 할 일 and 출석부, the list of keys, the tab that is shown.
(() => {
  const OFF = "hj_keys";
  let pending = "";

  const keysOff = () => document.cookie.includes(`${OFF}=off`);
  const inField = (element) => element.closest("input, textarea, select, [contenteditable], [role=grid], dialog");
  const openKeys = () => {
    const dialog = document.getElementById("keys");
    const extra = document.getElementById("keys-extra");
    if (extra) dialog.querySelector("[data-keys-extra]").replaceChildren(extra.content.cloneNode(true));
    dialog.querySelector("[data-keys-off]").checked = keysOff();
    dialog.showModal();
  };
  const find = () => {
    const box = document.querySelector("[data-find]");
    if (!box) return;
    if (box.offsetParent) box.focus();
    else location.href = box.dataset.find;
  };
  window.hjOpenKeys = openKeys;

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.code === "KeyK") {
      event.preventDefault();
      find();
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey || keysOff() || inField(event.target)) return;
    if (pending === "KeyG" && event.code === "KeyH") location.href = "/";
    if (pending === "KeyG" && event.code === "KeyC") location.href = "/registers/";
    pending = event.code;
    if (event.code === "Slash" && !event.shiftKey) {
      event.preventDefault();
      find();
    }
    if (event.code === "Slash" && event.shiftKey) openKeys();
  });

  // Tabs that are wider than a phone scroll sideways: the one that is shown is brought into sight.
  for (const tabs of document.querySelectorAll(".hj-tabs")) {
    const shown = tabs.querySelector("[aria-current]");
    if (shown) tabs.scrollLeft = shown.offsetLeft - (tabs.clientWidth - shown.offsetWidth) / 2;
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-keys-open]")) openKeys();
  });
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-keys-off]")) return;
    document.cookie = `${OFF}=${event.target.checked ? "off" : "on"}; Path=/; Max-Age=31536000; SameSite=Lax`;
  });

  // The phone menu is the target of #nav: leaving it by Escape or by its own link gives the focus back.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && location.hash === "#nav") location.hash = "main";
  });
})();
