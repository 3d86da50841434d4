// absences/_reason_search.html: a found reason is chosen in the list of all, without sending the page.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button[name=pick]");
  const list = button?.form?.elements.namedItem("reason");
  if (!list) return;
  event.preventDefault();
  list.value = button.value;
  button.form.elements.namedItem("find").value = "";
  button.closest("#found").replaceChildren();
  list.dispatchEvent(new Event("change", { bubbles: true }));
  list.focus();
});
