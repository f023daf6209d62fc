// Keys for editors: in the list j and k walk, Enter opens; in the reading view j and k turn pages.
// Everything they do is a link on the page; typing in a field is left alone.

const rows = () => [...document.querySelectorAll("#listing-results tbody tr a[href*='/predlozheniya/']")];

function typing(target) {
  return target.closest("input, textarea, select, [contenteditable], [role=dialog]") !== null;
}

function walk(step) {
  const links = rows();
  if (!links.length) return;
  const place = links.indexOf(document.activeElement);
  const next = place < 0 ? (step > 0 ? 0 : links.length - 1) : place + step;
  links[Math.min(Math.max(next, 0), links.length - 1)].focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key !== "j" && event.key !== "k") return;
  const turn = document.querySelector(event.key === "j" ? "a[rel=next]" : "a[rel=prev]");
  if (turn) turn.click();
  else walk(event.key === "j" ? 1 : -1);
});
