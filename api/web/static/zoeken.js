// j and k go through the results, Enter opens the one that has the focus.
const links = [...document.querySelectorAll(".source__title > a")];
let at = -1;

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !["j", "k"].includes(event.key)) return;
  const here = links.indexOf(document.activeElement);
  at = Math.min(Math.max((here < 0 ? at : here) + (event.key === "j" ? 1 : -1), 0), links.length - 1);
  links[at]?.focus();
});
