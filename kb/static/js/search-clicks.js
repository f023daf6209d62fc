// Tells the site which hit of a search was opened first: the text that the page was given and the
// place in the list, nothing else. Without this file nothing is counted and nothing is missing.

const list = document.querySelector("[data-asked]");

function place(target) {
  const link = target instanceof Element ? target.closest("a[href]") : null;
  return link?.closest("[data-position]")?.dataset.position;
}

function tell(event) {
  const position = place(event.target);
  if (!position) return;
  const { asked, chosen = "/tarsene/izbran/" } = list.dataset;
  navigator.sendBeacon(chosen, new URLSearchParams({ asked, position }));
  list.removeEventListener("click", tell);
  list.removeEventListener("auxclick", tell);
}

if (list?.dataset.asked && navigator.sendBeacon) {
  list.addEventListener("click", tell);
  list.addEventListener("auxclick", tell); // the middle button opens a new tab
}
