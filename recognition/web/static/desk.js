// Progressive only: the desk works without this file.
// What is half-typed is not left by mistake; a proposal is kept while it is typed (hx-trigger).
window.addEventListener("beforeunload", (event) => {
  const boxes = document.querySelectorAll("form[method=post] textarea");
  const unsent = (box) =>
    box.value !== box.defaultValue && !box.form.matches("[data-sent], :has([hx-trigger])");
  if ([...boxes].some(unsent)) event.preventDefault();
});
