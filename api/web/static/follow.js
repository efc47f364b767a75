// Asks a page again until the work that it tells of is done, and shows its state in an element here.
const PAUSE = 1000;

export async function follow(element, address) {
  while (element.hasAttribute("data-unfinished")) {
    await new Promise((resolve) => { setTimeout(resolve, PAUSE); });
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    show(element, await answer.text());
  }
}

// Takes the state out of a page.
export function show(element, html) {
  const state = new DOMParser().parseFromString(html, "text/html").getElementById("voortgang");
  if (!state) return false;
  element.toggleAttribute("data-unfinished", state.hasAttribute("data-unfinished"));
  element.replaceChildren(...state.childNodes);
  return true;
}
