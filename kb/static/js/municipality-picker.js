// A box to type in, in front of the plain list of municipalities. The list stays the form's field:
// what is chosen here is selected there, and without this file the list itself is shown.

const MOST_SHOWN = 12;

/** Letters as they are compared: small, without stress marks, Latin spelling for Cyrillic. */
const LATIN = {
  а: "a", б: "b", в: "v", г: "g", д: "d", е: "e", ж: "zh", з: "z", и: "i", й: "y", к: "k", л: "l",
  м: "m", н: "n", о: "o", п: "p", р: "r", с: "s", т: "t", у: "u", ф: "f", х: "h", ц: "ts", ч: "ch",
  ш: "sh", щ: "sht", ъ: "a", ь: "y", ю: "yu", я: "ya",
};
function plain(text) {
  const small = text.normalize("NFD").replace(/[\u0300\u0301]/g, "").normalize("NFC");
  return [...small.toLowerCase()].map((letter) => LATIN[letter] ?? letter).join("").trim();
}

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** Read the list: [{option, name, oblast, key}]. */
function places(select) {
  return [...select.options].map((option) => {
    const oblast = option.parentElement.label ?? "";
    return { option, name: option.text, oblast, key: plain(option.text), area: plain(oblast) };
  });
}

/** How well a place fits what was typed: 0 best; София is an oblast, its municipality Столична. */
function rank({ key, area }, typed) {
  if (key === typed) return 0;
  if (key.startsWith(typed)) return 1;
  if (key.includes(typed)) return 2;
  return area.startsWith(typed) ? 3 : NaN;
}

class Picker {
  constructor(select) {
    this.select = select;
    this.words = select.dataset;
    this.places = places(select);
    this.active = -1;
    this.shown = [];
    this.build();
    this.drawChips();
  }

  build() {
    const { id } = this.select;
    this.input = element("input", {
      type: "text",
      id: `${id}_filter`,
      role: "combobox",
      autocomplete: "off",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": `${id}_found`,
      placeholder: this.words.pickerPlaceholder,
    });
    for (const name of ["aria-describedby", "aria-invalid"]) {
      const value = this.select.getAttribute(name);
      if (value) this.input.setAttribute(name, value);
    }
    this.list = element("ul", {
      id: `${id}_found`,
      role: "listbox",
      "aria-label": this.words.pickerLabel,
    });
    this.list.hidden = true;
    this.chips = element("ul", {
      class: "chips",
      role: "list",
      "aria-label": this.words.pickerChosen,
    });
    this.status = element("p", { class: "visually-hidden", role: "status", "aria-live": "polite" });
    const box = element("div", { class: "picker" }, this.chips, this.input, this.list, this.status);
    this.select.before(box);
    this.select.classList.add("picker-native");
    // The label and the error summary lead to the id of the list: from now on, to the box.
    this.select.id = `${id}_list`;
    this.input.id = id;
    box.querySelector("[role=listbox]").addEventListener("mousedown", (event) => {
      event.preventDefault(); // the box keeps the keyboard
    });
    this.list.addEventListener("click", (event) => this.clicked(event));
    this.input.addEventListener("input", () => this.filter());
    this.input.addEventListener("focus", () => this.input.value && this.filter());
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.input.addEventListener("blur", () => this.close());
  }

  /** Show what fits the typed letters, best first. */
  filter() {
    const typed = plain(this.input.value);
    if (!typed) {
      this.close();
      this.status.textContent = "";
      return;
    }
    const free = this.places.filter((place) => !place.option.selected);
    this.shown = [0, 1, 2, 3]
      .flatMap((wanted) => free.filter((place) => rank(place, typed) === wanted))
      .slice(0, MOST_SHOWN);
    this.active = this.shown.length ? 0 : -1;
    this.drawList();
    this.status.textContent = this.shown.length
      ? this.words.pickerFound.replace("%s", String(this.shown.length))
      : this.words.pickerNone;
  }

  drawList() {
    this.list.replaceChildren(
      ...this.shown.map((place, index) => {
        const row = element(
          "li",
          { id: `${this.list.id}_${index}`, role: "option", "aria-selected": "false" },
          place.name,
          element("span", { class: "soft" }, this.words.pickerOblast.replace("%s", place.oblast)),
        );
        row.dataset.index = String(index);
        return row;
      }),
    );
    this.list.hidden = this.shown.length === 0;
    this.input.setAttribute("aria-expanded", String(this.shown.length > 0));
    this.mark();
  }

  /** Show which row the keyboard is on. */
  mark() {
    [...this.list.children].forEach((row, index) => {
      const isActive = index === this.active;
      row.classList.toggle("is-active", isActive);
      row.setAttribute("aria-selected", String(isActive));
      if (isActive) {
        this.input.setAttribute("aria-activedescendant", row.id);
        row.scrollIntoView({ block: "nearest" });
      }
    });
    if (this.active < 0) this.input.removeAttribute("aria-activedescendant");
  }

  close() {
    this.shown = [];
    this.active = -1;
    this.list.replaceChildren();
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  pressed(event) {
    const last = this.shown.length - 1;
    if (event.key === "ArrowDown" && last >= 0) this.active = Math.min(this.active + 1, last);
    else if (event.key === "ArrowUp" && last >= 0) this.active = Math.max(this.active - 1, 0);
    else if (event.key === "Enter" && this.input.value.trim()) this.add(this.shown[this.active]);
    else if (event.key === "Escape" && last >= 0) this.close();
    else if (event.key === "Backspace" && !this.input.value) {
      const chosen = this.places.filter((place) => place.option.selected);
      if (chosen.length) this.remove(chosen[chosen.length - 1]);
      return;
    } else return;
    event.preventDefault(); // above all: Enter does not send the form
    if (this.shown.length) this.mark();
  }

  clicked(event) {
    const row = event.target.closest("[role=option]");
    if (row) this.add(this.shown[Number(row.dataset.index)]);
  }

  add(place) {
    if (!place) return;
    place.option.selected = true;
    this.input.value = "";
    this.close();
    this.drawChips();
    this.status.textContent = this.words.pickerAdded.replace("%s", place.name);
  }

  remove(place) {
    place.option.selected = false;
    this.drawChips();
    this.status.textContent = this.words.pickerRemoved.replace("%s", place.name);
    this.input.focus();
  }

  drawChips() {
    const chosen = this.places.filter((place) => place.option.selected);
    this.chips.replaceChildren(
      ...chosen.map((place) => {
        const button = element(
          "button",
          { type: "button", class: "chip chip-remove" },
          place.name,
        );
        button.setAttribute("aria-label", this.words.pickerRemove.replace("%s", place.name));
        button.addEventListener("click", () => this.remove(place));
        return element("li", {}, button);
      }),
    );
    this.chips.hidden = chosen.length === 0;
  }
}

for (const select of document.querySelectorAll("select[data-picker]")) new Picker(select);
