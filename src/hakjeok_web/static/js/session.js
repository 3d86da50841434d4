// The end of the sign-in (로그인): counted in whole minutes, told 5 minutes before, shared by all tabs.
// Every answer of the server to an act of the person may start the time anew; background polls do not.
// Back must not bring a page out of the browser's memory after a sign-out or after the screen was handed over.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
(() => {
  const dialog = document.getElementById("session-end");
  if (!dialog) return;
  const WARNING = 5;
  const total = Number(dialog.dataset.minutes);
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("hj-session") : null;
  let end = Date.now() + total * 60000;
  let warned = false;

  const token = () => JSON.parse(document.body.getAttribute("hx-headers:inherited") ?? "{}")["X-CSRFToken"] ?? "";
  const restart = (minutes, tell) => {
    end = Date.now() + minutes * 60000;
    warned = false;
    if (dialog.open) dialog.close();
    if (tell) channel?.postMessage({ minutes });
    show();
  };
  const left = () => Math.ceil((end - Date.now()) / 60000);
  const over = () => {
    if (dialog.open) dialog.close();
    const box = document.getElementById("session-over");
    if (box.open) return;
    const back = encodeURIComponent(location.pathname + location.search);
    box.querySelector("[data-session-signin]").href = `/sign-in/?next=${back}`;
    box.addEventListener("cancel", (event) => event.preventDefault());
    box.showModal();
  };
  const show = () => {
    const minutes = left();
    for (const place of document.querySelectorAll("[data-session-left]")) place.textContent = `${Math.max(minutes, 0)}분`;
    dialog.querySelector("[data-session-minutes]").textContent = Math.max(minutes, 1);
    if (minutes <= 0) over();
    else if (minutes <= WARNING && !warned) {
      warned = true;
      dialog.showModal();
    }
  };

  document.addEventListener("click", async (event) => {
    if (!event.target.closest("[data-session-extend]")) return;
    const response = await fetch(dialog.dataset.extend, { method: "POST", headers: { "X-CSRFToken": token() } }).catch(() => null);
    if (response?.ok) restart((await response.json()).minutes, true);
    else if (response && response.status < 500) over();
    else window.hjFailure("서버에 닿지 않아 로그인 시간을 늘리지 못했습니다. 잠시 뒤 다시 눌러 주세요.");
  });
  document.addEventListener("htmx:after:request", (event) => {
    const { request, response } = event.detail?.ctx ?? {};
    if (response?.status < 400 && !request?.headers?.["X-Background"]) restart(total, true);
  });
  document.addEventListener("hj:session-over", over);
  document.addEventListener("hj:acted", () => restart(total, true));
  channel?.addEventListener("message", (event) => restart(event.data.minutes, false));
  document.addEventListener("visibilitychange", () => document.hidden || show());
  setInterval(show, 15000);
  show();
})();
