// 학생 넣기: ticks all pupils that were found.
(() => {
  const all = document.querySelector("[data-choose-all]");
  if (!all) return;
  const boxes = [...document.querySelectorAll("[name=pupil]")];
  const show = () => {
    all.textContent = boxes.every((box) => box.checked) ? "모두 고르지 않기" : "모두 고르기";
  };
  all.hidden = false;
  all.addEventListener("click", () => {
    const wanted = !boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = wanted;
    show();
  });
  document.addEventListener("change", show);
})();
