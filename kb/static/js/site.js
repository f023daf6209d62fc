// Small comforts on every page; each of them may be absent.

/** Move the keyboard to the error summary after a failed post. */
function focusErrors() {
  document.querySelector("[data-focus]")?.focus();
}

/** Say how many characters are left under a field with a limit. */
function countCharacters() {
  for (const line of document.querySelectorAll("[data-counts]")) {
    const field = document.getElementById(line.dataset.counts);
    if (!field) continue;
    const limit = Number(line.dataset.limit);
    const show = () => {
      // Django counts code points after making every line end two characters.
      const used = [...field.value.replace(/\r?\n/g, "\r\n")].length;
      const left = limit - used;
      line.textContent = (left < 0 ? line.dataset.over : line.dataset.left) + Math.abs(left);
      line.classList.toggle("remaining-over", left < 0);
    };
    field.addEventListener("input", show);
    show();
  }
}

/** Lead back to the list that the reader really came from, filters and page included. */
function linkBack() {
  const link = document.querySelector("[data-back]");
  if (!link || !document.referrer) return;
  const from = new URL(document.referrer);
  if (from.origin !== location.origin || from.pathname === location.pathname) return;
  const lists = ["/tarsene/", "/praktiki/", "/temi/", "/mesta/", "/godini/"];
  const path = from.pathname.replace(/^\/en\//, "/");
  const isPractice = /^\/praktiki\/.+/.test(path);
  if (isPractice || !lists.some((list) => path.startsWith(list))) return;
  link.href = from.pathname + from.search;
  link.textContent = link.dataset.back || link.textContent;
}

/** Unfold the first filter where there is room beside the list. */
function openFilters() {
  if (!window.matchMedia("(min-width: 62rem)").matches) return;
  for (const filter of document.querySelectorAll("[data-open-wide]")) filter.open = true;
}

focusErrors();
countCharacters();
linkBack();
openFilters();
