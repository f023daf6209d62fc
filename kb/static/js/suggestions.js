// What may be meant, under the search box while somebody types: an ARIA 1.2 combobox. The form
// stays what it is without this file: Enter sends what was typed, whatever the list shows.

const PAUSE = 120; // milliseconds without a key before the server is asked
const LONGEST = 100; // characters; the server looks no further
const KEPT = 40; // answers remembered while the page is open
const MARGIN = 20; // pixels around the list
const LEAST_ROOM = 240; // pixels; with less the reader scrolls the page

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

class Suggestions {
  constructor(box) {
    this.box = box;
    this.input = box.querySelector("input");
    this.answers = new Map();
    this.options = [];
    this.active = -1;
    this.shown = ""; // the answer that is drawn, as text: an equal one is not drawn again
    this.held = false; // a finger or a mouse button is down on the list
    this.waiting = null; // an answer that came meanwhile
    this.build();
    this.listen();
  }

  build() {
    const id = `${this.input.id}-suggestions`;
    this.list = element("div", {
      id,
      class: "suggestions",
      role: "listbox",
      "aria-label": this.box.dataset.suggestionsLabel,
    });
    this.list.hidden = true;
    this.status = element("p", { class: "visually-hidden", role: "status" });
    // A search field may not be a combobox; a text field may, and its keyboard still says "search".
    const { selectionStart, selectionEnd } = this.input;
    this.input.type = "text";
    this.input.setSelectionRange(selectionStart, selectionEnd);
    for (const [key, value] of Object.entries({
      role: "combobox",
      inputmode: "search",
      enterkeyhint: "search",
      autocapitalize: "none",
      spellcheck: "false",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": id,
    })) {
      this.input.setAttribute(key, value);
    }
    this.box.append(this.list, this.status);
  }

  listen() {
    this.input.addEventListener("input", (event) => {
      if (!event.isComposing) this.later();
    });
    this.input.addEventListener("compositionend", () => this.later());
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.input.addEventListener("blur", () => this.close());
    this.input.form.addEventListener("submit", () => this.close());
    window.addEventListener("pageshow", () => this.close());
    // The box keeps the keyboard while a line is pressed.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("pointerdown", () => {
      this.held = true;
    });
    for (const name of ["pointerup", "pointercancel"]) {
      window.addEventListener(name, () => this.release());
    }
  }

  /** Ask when the fingers rest. */
  later() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.choose(-1);
    const typed = this.input.value.trimStart();
    if (!typed || typed.length > LONGEST) {
      this.close();
      return;
    }
    if (this.answers.has(typed)) this.show(this.answers.get(typed));
    else this.timer = setTimeout(() => this.ask(typed), PAUSE);
  }

  async ask(typed) {
    this.request = new AbortController();
    const { signal } = this.request;
    const address = `${this.box.dataset.suggestions}?${new URLSearchParams({ q: typed })}`;
    try {
      const response = await fetch(address, { signal, headers: { Accept: "application/json" } });
      if (!response.ok) throw new Error(`suggestions: ${response.status}`);
      const answer = await response.json();
      if (this.answers.size >= KEPT) this.answers.delete(this.answers.keys().next().value);
      this.answers.set(typed, answer);
      if (!signal.aborted) this.show(answer);
    } catch {
      // Without an answer the box is a plain form; a later letter asks again.
      if (!signal.aborted) this.close();
    }
  }

  /** Draw an answer, but never under a finger. */
  show(answer) {
    if (this.held) {
      this.waiting = answer;
      return;
    }
    if (document.activeElement !== this.input) return;
    const text = JSON.stringify(answer);
    if (this.list.hidden || text !== this.shown) this.draw(answer);
    this.shown = text;
    this.status.textContent = answer.status;
  }

  release() {
    this.held = false;
    if (this.waiting) this.show(this.waiting);
    this.waiting = null;
  }

  draw({ suggestions }) {
    const groups = new Map();
    this.active = -1;
    this.options = suggestions.map((suggestion, index) => {
      if (!groups.has(suggestion.kind)) groups.set(suggestion.kind, this.group(suggestion));
      const option = this.option(suggestion, index);
      groups.get(suggestion.kind).append(option);
      return option;
    });
    this.list.replaceChildren(...groups.values());
    this.fit();
    this.open(this.options.length > 0);
    this.list.scrollTop = 0;
  }

  /** End above the edge of what is seen, a keyboard on the screen included, if there is room. */
  fit() {
    const seen = window.visualViewport?.height ?? window.innerHeight;
    const room = Math.floor(seen - this.box.getBoundingClientRect().bottom - MARGIN);
    this.list.style.maxHeight = room >= LEAST_ROOM ? `min(34rem, ${room}px)` : "";
  }

  group({ kind, kind_label: label }) {
    const id = `${this.list.id}-${kind}`;
    return element(
      "div",
      { role: "group", "aria-labelledby": id },
      element("div", { id, class: "suggestions-kind", role: "presentation" }, label),
    );
  }

  option({ text, detail, url, marked, language }, index) {
    const parts = marked.map(([part, matches]) => (matches ? element("mark", {}, part) : part));
    const name = element("span", language ? { lang: language } : {}, ...(marked.length ? parts : [text]));
    const option = element(
      "a",
      {
        id: `${this.list.id}-${index}`,
        class: "suggestion",
        role: "option",
        href: url,
        tabindex: "-1",
        draggable: "false",
        "aria-selected": "false",
      },
      name,
    );
    if (detail) option.append(" ", element("span", { class: "suggestion-detail" }, detail));
    return option;
  }

  open(is) {
    this.list.hidden = !is;
    this.input.setAttribute("aria-expanded", String(is));
    if (!is) this.choose(-1);
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.waiting = null;
    this.status.textContent = "";
    this.open(false);
  }

  /** Put the keyboard on a line; −1: back in the box. */
  choose(index) {
    this.options[this.active]?.setAttribute("aria-selected", "false");
    this.active = index;
    const option = this.options[index];
    if (option) {
      option.setAttribute("aria-selected", "true");
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  pressed(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const last = this.options.length - 1;
    const isOpen = !this.list.hidden;
    if (event.key === "ArrowDown" && isOpen) this.choose(this.active === last ? -1 : this.active + 1);
    else if (event.key === "ArrowUp" && isOpen) this.choose(this.active < 0 ? last : this.active - 1);
    else if (event.key === "ArrowDown" && this.input.value.trim()) this.later();
    else if (event.key === "Home" && this.active >= 0) this.choose(0);
    else if (event.key === "End" && this.active >= 0) this.choose(last);
    else if (event.key === "Enter" && this.active >= 0) this.options[this.active].click();
    else if (event.key === "Escape" && isOpen) this.close();
    else if (event.key === "Escape" && this.input.value) this.input.value = "";
    else return; // Tab leaves the box, and the list closes behind it; Enter sends what was typed
    event.preventDefault();
  }
}

for (const box of document.querySelectorAll("[data-suggestions]")) new Suggestions(box);
