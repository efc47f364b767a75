// Files can be dropped, and go up one by one, each with its progress. Without this the form sends them all.
import { follow, show } from "./follow.js";

const form = document.querySelector("[data-upload]");
const results = document.querySelector("[data-upload-results]");
const input = form.querySelector("input[type=file]");
const drop = form.querySelector(".drop");

for (const kind of ["dragenter", "dragover"]) {
  drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("drop--over"); });
}
for (const kind of ["dragleave", "drop"]) {
  drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.remove("drop--over"); });
}
drop.addEventListener("drop", (event) => { input.files = event.dataTransfer.files; });

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = form.querySelector("button");
  button.disabled = true;
  for (const file of input.files) await send(file);
  button.disabled = false;
  form.reset();
});

async function send(file) {
  const row = document.createElement("div");
  const name = document.createElement("p");
  const bar = document.createElement("progress");
  name.textContent = file.name;
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", `Versturen van ${file.name}`);
  row.append(name, bar);
  results.append(row);

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
