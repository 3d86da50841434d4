// How many rows of a comparison would be taken over, while one ticks them (고른 칸 수), and ticks that outlive a change of tab
// or page: they are saved on the way. Without scripts both are told after saving.
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
  const changed = (form) => [...form.querySelectorAll('input[name="rows"]')].some((box) => box.checked !== box.defaultChecked);
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".hj-tabs a, .hj-pager a");
    const form = link?.closest("form");
    const query = form?.querySelector('input[name="query"]');
    if (query && changed(form) && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      query.value = new URL(link.href).search.slice(1);
      form.submit();
    }
  });
})();
