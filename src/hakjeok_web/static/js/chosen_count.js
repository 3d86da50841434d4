// How many rows of a comparison would be taken over, while one ticks them (고른 칸 수). Without scripts it is told after saving.
(() => {
  const button = document.querySelector("[data-chosen-count]");
  const rows = () => document.querySelectorAll('input[name="rows"]:checked').length;
  if (button) {
    const elsewhere = Number(button.dataset.chosenCount) - rows();
    const tell = () => {
      const chosen = elsewhere + rows();
      button.textContent = chosen > 0 ? `고른 ${chosen.toLocaleString("ko-KR")}칸 반영` : "고른 칸 없음";
    };
    document.addEventListener("change", (event) => event.target.matches('input[name="rows"]') && tell());
  }
})();
