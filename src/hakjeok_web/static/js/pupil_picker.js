// _pupil_picker.html: ARIA combobox over the suggestions of the server. The server shows only pupils one may see.
(() => {
  let timer = 0;
  const parts = (box) => ({
    input: box.querySelector("[role=combobox]"),
    list: box.querySelector("[role=listbox]"),
    value: box.querySelector("[data-picker-value]"),
  });
  const close = (box) => {
    const { input, list } = parts(box);
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const options = (box) => [...parts(box).list.querySelectorAll("[role=option]")];
  const activate = (box, index) => {
    const all = options(box);
    const { input } = parts(box);
    all.forEach((option, place) => option.setAttribute("aria-selected", String(place === index)));
    if (!all[index]) return;
    input.setAttribute("aria-activedescendant", all[index].id);
    all[index].scrollIntoView({ block: "nearest" });
  };
  const choose = (box, option) => {
    const { input, value } = parts(box);
    input.value = option.textContent;
    value.value = option.dataset.id;
    close(box);
    box.dispatchEvent(new CustomEvent("hj:picked", { bubbles: true, detail: { id: option.dataset.id } }));
  };
  const suggest = async (box) => {
    const { input, list } = parts(box);
    if (!input.value.trim()) return close(box);
    const url = `${box.dataset.picker}?q=${encodeURIComponent(input.value)}`;
    const response = await fetch(url, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!response?.ok) return close(box);
    const { pupils } = await response.json();
    list.replaceChildren(...pupils.map((pupil, index) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${index}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.id = pupil.id;
      option.textContent = pupil.text;
      return option;
    }));
    list.hidden = pupils.length === 0;
    input.setAttribute("aria-expanded", String(pupils.length > 0));
  };

  document.addEventListener("input", (event) => {
    const box = event.target.closest("[data-picker]");
    if (!box || !event.target.matches("[role=combobox]")) return;
    parts(box).value.value = "";
    clearTimeout(timer);
    timer = setTimeout(() => suggest(box), 250);
  });
  document.addEventListener("keydown", (event) => {
    const box = event.target.closest?.("[data-picker]");
    if (!box || parts(box).list.hidden || event.isComposing) return;
    const all = options(box);
    const now = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown") activate(box, (now + 1) % all.length);
    else if (event.key === "ArrowUp") activate(box, (now - 1 + all.length) % all.length);
    else if (event.key === "Enter" && now >= 0) choose(box, all[now]);
    else if (event.key === "Escape") close(box);
    else return;
    event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const option = event.target.closest("[data-picker] [role=option]");
    if (option) choose(option.closest("[data-picker]"), option);
    for (const box of document.querySelectorAll("[data-picker]")) if (!box.contains(event.target)) close(box);
  });
})();
