// Comfort only: every page works without it.
document.addEventListener("click", (event) => {
  const all = event.target.closest("[data-all]");
  if (all) for (const box of document.querySelectorAll(`[name="${all.dataset.all}"]`)) box.checked = all.checked;
});
document.addEventListener("keydown", (event) => {
  const isTyping = event.target.matches("input, textarea, select");
  if (event.key === "/" && !isTyping && document.getElementById("q")) {
    event.preventDefault();
    document.getElementById("q").focus();
  }
});
