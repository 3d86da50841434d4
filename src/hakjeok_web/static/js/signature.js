// A signature drawn with finger, pen or mouse. Without this file, and for who cannot draw, the name is typed.
(() => {
  const LARGEST = 40 * 1024;
  const parts = (box) => ({
    value: box.querySelector("[data-signature-value]"),
    shown: box.querySelector("[data-signature-shown]"),
    open: box.querySelector("[data-signature-open]"),
    clear: box.querySelector("[data-signature-clear]"),
    pad: box.querySelector("[data-signature-pad]"),
    canvas: box.querySelector("canvas"),
  });
  const reveal = (root) => {
    for (const button of root.querySelectorAll("[data-signature-open]")) button.hidden = false;
  };
  const wipe = (canvas) => {
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    Object.assign(pen, { strokeStyle: "#000", lineWidth: 4, lineCap: "round", lineJoin: "round" });
    delete canvas.dataset.drawn;
  };
  const set = (box, picture) => {
    const { value, shown, clear } = parts(box);
    value.value = picture;
    shown.hidden = clear.hidden = !picture;
    if (picture) shown.src = `data:image/png;base64,${picture}`;
    else shown.removeAttribute("src");
    value.dispatchEvent(new CustomEvent("hj:changed", { bubbles: true }));
  };
  const close = (box) => {
    const { pad, open } = parts(box);
    pad.hidden = true;
    open.setAttribute("aria-expanded", "false");
    open.focus();
  };
  const taken = (canvas) => canvas.toDataURL("image/png").split(",")[1];

  document.addEventListener("click", (event) => {
    const box = event.target.closest("[data-signature]");
    if (!box) return;
    const { pad, open, canvas } = parts(box);
    if (event.target === open) {
      pad.hidden = !pad.hidden;
      open.setAttribute("aria-expanded", String(!pad.hidden));
      if (!pad.hidden) wipe(canvas);
      if (!pad.hidden) pad.scrollIntoView({ block: "nearest" });
    }
    if (event.target.closest("[data-signature-again]")) wipe(canvas);
    if (event.target.closest("[data-signature-clear]")) set(box, "");
    if (event.target.closest("[data-signature-done]")) {
      const picture = canvas.dataset.drawn ? taken(canvas) : "";
      if (!picture) return void window.hjToast("아직 서명하지 않았습니다. 칸 안에 서명해 주세요.");
      if (picture.length * 0.75 > LARGEST) return void window.hjToast("서명이 너무 복잡합니다. 다시 써 주세요.");
      set(box, picture);
      close(box);
    }
  });

  let drawing = null;
  const at = (canvas, event) => {
    const place = canvas.getBoundingClientRect();
    return [((event.clientX - place.left) * canvas.width) / place.width, ((event.clientY - place.top) * canvas.height) / place.height];
  };
  document.addEventListener("pointerdown", (event) => {
    if (!event.target.matches?.("[data-signature] canvas")) return;
    event.preventDefault();
    drawing = event.target;
    drawing.setPointerCapture(event.pointerId);
    const pen = drawing.getContext("2d");
    const [x, y] = at(drawing, event);
    pen.beginPath();
    pen.moveTo(x, y);
    pen.lineTo(x + 0.1, y);
    pen.stroke();
    drawing.dataset.drawn = "1";
  });
  document.addEventListener("pointermove", (event) => {
    if (!drawing || event.target !== drawing) return;
    const pen = drawing.getContext("2d");
    const between = event.getCoalescedEvents?.() ?? [];
    for (const each of between.length ? between : [event]) pen.lineTo(...at(drawing, each));
    pen.stroke();
  });
  for (const name of ["pointerup", "pointercancel"]) {
    document.addEventListener(name, () => {
      drawing = null;
    });
  }
  reveal(document);
  new MutationObserver(() => reveal(document)).observe(document.body, { childList: true, subtree: true });
})();
