// What a page says: focus on a notice, toasts, failures of background requests, busy buttons, bytes of a text.
(() => {
  const focusMarked = (root) => root.querySelector("[data-autofocus]")?.focus();

  window.hjToast = (text, { action = "", onAction = null, seconds = 5 } = {}) => {
    const region = document.getElementById("toasts");
    const toast = document.createElement("div");
    toast.className = "hj-toast";
    const words = document.createElement("span");
    words.textContent = text;
    toast.append(words);
    if (action) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "krds-btn text";
      button.textContent = action;
      button.addEventListener("click", () => {
        toast.remove();
        onAction();
      });
      toast.append(button);
    }
    let timer = 0;
    const start = () => {
      timer = setTimeout(() => toast.remove(), seconds * 1000);
    };
    for (const name of ["mouseenter", "focusin"]) toast.addEventListener(name, () => clearTimeout(timer));
    for (const name of ["mouseleave", "focusout"]) toast.addEventListener(name, start);
    region.replaceChildren(...[...region.children].slice(-2), toast);
    start();
  };

  window.hjFailure = (text) => {
    const box = document.getElementById("failure");
    box.textContent = text;
    box.hidden = !text;
  };

  document.addEventListener("DOMContentLoaded", () => focusMarked(document));
  document.addEventListener("htmx:after:swap", (event) => focusMarked(event.target));
  document.addEventListener("hj:toast", (event) => window.hjToast(event.detail.text));
  document.addEventListener("htmx:response:error", (event) => {
    const status = event.detail?.ctx?.response?.status ?? 0;
    if (status < 500) return;
    window.hjFailure("저장하지 못했습니다. 잠시 뒤 다시 눌러 주세요. 적은 것은 화면에 그대로 있습니다.");
  });
  document.addEventListener("htmx:error", () => {
    if (!navigator.onLine) window.hjFailure("인터넷이 끊겼습니다. 이어지면 다시 눌러 주세요. 적은 것은 화면에 그대로 있습니다.");
  });
  document.addEventListener("htmx:after:request", (event) => {
    if ((event.detail?.ctx?.response?.status ?? 500) < 500) window.hjFailure("");
  });

  // A link of the error summary sets the focus into the control, the first one of a group.
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".hj-error-summary a[href^='#']");
    const field = link && document.getElementById(link.getAttribute("href").slice(1));
    if (!field) return;
    event.preventDefault();
    const control = field.matches("input, select, textarea") ? field : field.querySelector("input, select, textarea");
    (control ?? field).focus();
    (control ?? field).scrollIntoView({ block: "center" });
  });

  // A form is sent once: the pressed button says so, and only while sending.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const button = event.submitter;
    if (event.defaultPrevented || form.method === "get" || !button || form.matches("[hx-post]")) return;
    if (form.dataset.sending) {
      event.preventDefault();
      return;
    }
    form.dataset.sending = "1";
    button.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sending]")) delete form.dataset.sending;
    for (const button of document.querySelectorAll("button[aria-busy]")) button.removeAttribute("aria-busy");
  });

  const utf8 = new TextEncoder();
  document.addEventListener("input", (event) => {
    const box = event.target.closest("[data-bytes]");
    if (!box) return;
    let line = box.querySelector(".hj-bytes");
    if (!line) {
      line = document.createElement("span");
      line.className = "hj-bytes";
      box.append(line);
    }
    const limit = Number(box.dataset.bytes);
    const used = utf8.encode(event.target.value).length;
    line.textContent = `${used.toLocaleString()} / ${limit.toLocaleString()}바이트`;
    line.classList.toggle("is-near", used >= limit * 0.9 && used <= limit);
    line.classList.toggle("is-over", used > limit);
    line.setAttribute("aria-live", used >= limit * 0.9 ? "polite" : "off");
  });
})();
