// A box to find one value of a long filter. Without it the list is only longer.

/** Letters as they are compared: lower case, dashes and double spaces alike. */
const plain = (text) => text.toLocaleLowerCase("bg").replace(/[\s–—-]+/g, " ").trim();

function addBox(list) {
  const labels = [...list.querySelectorAll("label")];
  const names = labels.map((label) => plain(label.textContent));
  const more = list.querySelector(".facet-more");
  const wasOpen = more?.open;

  const box = document.createElement("input");
  box.type = "search";
  box.className = "facet-find";
  box.autocomplete = "off";
  box.placeholder = box.ariaLabel = list.dataset.find;

  const none = document.createElement("p");
  none.className = "small soft";
  none.setAttribute("role", "status");

  box.addEventListener("input", () => {
    const wanted = plain(box.value);
    let found = 0;
    labels.forEach((label, at) => {
      label.hidden = !names[at].includes(wanted);
      if (!label.hidden) found += 1;
    });
    none.textContent = found ? "" : list.dataset.none;
    if (more) {
      more.open = wanted !== "" || wasOpen;
      more.classList.toggle("facet-more-found", wanted !== "");
    }
  });
  list.querySelector("legend").after(box, none);
}

for (const list of document.querySelectorAll("[data-find]")) addBox(list);
