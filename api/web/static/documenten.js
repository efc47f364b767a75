// Files can be dropped, and go up one by one, each with its progress. Without this the form sends them all.
import { follow, show } from "./follow.js";

const form = document.querySelector("[data-upload]");
const results = document.querySelector("[data-upload-results]");
const input = form.querySelector("input[type=file]");
const drop = form.querySelector(".drop");
const chosen = form.querySelector("[data-chosen]");

for (const kind of ["dragenter", "dragover"]) {
  drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("drop--over"); });
}
for (const kind of ["dragleave", "drop"]) {
  drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.remove("drop--over"); });
}
drop.addEventListener("drop", (event) => {
  input.files = event.dataTransfer.files;
  list();
});
input.addEventListener("change", list);

// which files were chosen, in our words: the browser's own follow its language
function list() {
  const names = [...input.files].map((file) => file.name);
  const told = document.createElement("p");
  told.className = "chosen-files file";
  told.textContent = names.length === 1 ? `Gekozen: ${names[0]}` : `${names.length} bestanden gekozen: ${names.join(", ")}`;
  chosen.replaceChildren(...(names.length ? [told] : []));
  input.toggleAttribute("data-told", names.length > 0);
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = form.querySelector("button");
  const files = [...input.files];
  button.disabled = true;
  const rows = files.map(announced);
  for (const [number, file] of files.entries()) await send(file, rows[number]);
  button.disabled = false;
  input.value = "";
  list();
});

// every file has its line at once, so that one sees what is still to come
function announced(file) {
  const row = document.createElement("div");
  const name = document.createElement("p");
  const bar = document.createElement("progress");
  name.textContent = `${file.name} wacht op zijn beurt`;
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", `Versturen van ${file.name}`);
  row.append(name, bar);
  results.append(row);
  return row;
}

async function send(file, row) {
  const name = row.querySelector("p");
  const bar = row.querySelector("progress");
  name.textContent = `${file.name} wordt verstuurd`;

  const answer = await post(file, (share) => { bar.value = share; });
  if (!answer || !show(row, answer.responseText)) {
    name.textContent = `${file.name}: ${answer ? problem(answer.responseText) : "de verbinding viel weg"}`;
    name.className = "state state--wrong";
    bar.remove();
    return;
  }
  tidy(row);
  await follow(row, answer.responseURL);
  tidy(row);
}

function post(file, tell) {
  const data = new FormData(form);
  data.delete("bestand");
  data.append("bestand", file);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "text/html");
    request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) tell(event.loaded / event.total); });
    request.addEventListener("load", () => resolve(request));
    request.addEventListener("error", () => resolve(null));
    request.send(data);
  });
}

// what is wrong, out of the page that says so
function problem(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  return (page.querySelector(".notice--wrong li, main .lead")?.textContent ?? "niet opgenomen").trim();
}

// of the page only its table belongs here
function tidy(row) {
  const table = row.querySelector("table");
  if (!table || row.hasAttribute("data-unfinished")) return;
  row.replaceChildren(table);
}
