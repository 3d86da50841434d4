// _reason_words.html: a suggested reason chooses its kind, where the person has not chosen one himself.
document.addEventListener("change", (event) => {
  const input = event.target.closest?.("input[list]");
  const option = input && [...(input.list?.options ?? [])].find(({ value }) => value === input.value);
  if (!option?.dataset.kind) return;
  const kinds = [...(input.closest("li, form")?.querySelectorAll("input[type=radio][name^=kind]") ?? [])];
  if (kinds.some(({ checked }) => checked)) return;
  kinds.find(({ value }) => value === option.dataset.kind)?.click();
});
