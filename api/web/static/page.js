// What every page gains where scripts run. Nothing here is needed to work.

// an error summary, or the result of a form, is where reading goes on
document.querySelector("[data-focus]")?.focus();

// the chosen cell of a wide table comes into sight
const cell = document.querySelector(".table td [aria-current]");
if (cell) {
  const table = cell.closest(".table");
  table.scrollLeft += cell.getBoundingClientRect().left - table.getBoundingClientRect().left - table.clientWidth / 2;
}

// a text beside a button can be copied by it
for (const button of document.querySelectorAll("button[data-copy]")) {
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    const label = button.textContent;
    button.textContent = "Gekopieerd";
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}

// "/" goes to the field of the question
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const field = document.getElementById("vraag");
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});
