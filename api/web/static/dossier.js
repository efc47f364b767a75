// Items of a dossier can be dragged to their place; the buttons up and down do the same.
const list = document.querySelector("[data-order]");
const told = document.querySelector("[data-told]");
let dragged = null;
let before = null;

async function place(item) {
  const number = [...list.children].indexOf(item) + 1;
  const body = new URLSearchParams({ csrf: list.dataset.csrf, plaats: number });
  const answer = await fetch(item.dataset.move, { method: "POST", body });
  if (!answer.ok) return location.reload();
  // the numbers that the buttons send have changed as well
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  list.replaceChildren(...page.querySelector("[data-order]").children);
  ready();
  told.textContent = `Onderdeel staat nu op plaats ${number}.`;
  document.getElementById(item.id)?.focus();
}

function ready() {
  for (const item of list.children) {
    const grip = item.querySelector("[data-grip]");
    // only by its grip, so that text can be selected
    grip.addEventListener("pointerdown", () => { item.draggable = true; });
    grip.addEventListener("pointerup", () => { item.draggable = false; });
    item.addEventListener("dragstart", (event) => {
      dragged = item;
      before = item.nextElementSibling;
      event.dataTransfer.effectAllowed = "move";
      item.classList.add("part--dragged");
    });
    item.addEventListener("dragend", () => {
      item.classList.remove("part--dragged");
      item.draggable = false;
      if (item.nextElementSibling !== before) place(item);
      dragged = null;
    });
    item.addEventListener("dragover", (event) => {
      if (!dragged || dragged === item) return;
      event.preventDefault();
      const box = item.getBoundingClientRect();
      const after = event.clientY > box.top + box.height / 2;
      list.insertBefore(dragged, after ? item.nextElementSibling : item);
    });
  }
}

if (list) ready();
