// Opens the nomination form inside the practice page. The page itself is the same for everybody and
// may be cached; the form, with its own challenge, comes fresh. Without this file the link leads to
// a page with the same form.

class Box {
  constructor(section) {
    this.section = section;
    this.opener = section.querySelector("[data-nominate-open]");
    this.place = section.querySelector("[data-nominate-place]");
    this.count = section.querySelector("[data-nominate-count]");
    this.opener.addEventListener("click", (event) => this.open(event));
    this.place.addEventListener("submit", (event) => this.send(event));
    this.place.addEventListener("click", (event) => this.askForPicture(event));
  }

  async open(event) {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const page = await this.fetchFragment(this.opener.href);
    if (page === null) {
      location.assign(this.opener.href);
      return;
    }
    this.opener.hidden = true;
    this.show(page, "[data-nominate-heading]");
  }

  async send(event) {
    const { target: form, submitter } = event;
    // A number given by a person is a page of its own, with an address to keep.
    if (submitter?.name === "ask_person" || "plain" in form.dataset) return;
    event.preventDefault();
    if (this.section.ariaBusy === "true") return;
    const body = new URLSearchParams(new FormData(form, submitter));
    const page = await this.fetchFragment(form.action, { method: "POST", body });
    if (page === null) {
      // Let the server say in a page of its own what went wrong.
      form.dataset.plain = "";
      form.requestSubmit(submitter);
      return;
    }
    this.show(page, submitter?.name === "new_code" ? "[data-code-answer]" : "[data-nominate-heading]");
  }

  /** A click on the picture is a click on the button beside it. */
  askForPicture(event) {
    if (event.defaultPrevented || !event.target.closest("[data-code-picture]")) return;
    const button = this.place.querySelector("[data-code-new]");
    button.form.requestSubmit(button);
  }

  /** Return the fragment as text, or null when there is none to be had. */
  async fetchFragment(address, options = {}) {
    const url = new URL(address);
    url.searchParams.set("fragment", "1");
    this.section.ariaBusy = "true";
    try {
      const response = await fetch(url, options);
      return response.ok ? await response.text() : null;
    } catch {
      return null;
    } finally {
      this.section.ariaBusy = "false";
    }
  }

  show(page, focus) {
    this.place.innerHTML = page;
    // The fragment prints the whole rule, and here a click on the picture works.
    this.section.querySelector("[data-nominate-short]").hidden = true;
    const hint = this.place.querySelector("[data-code-click]");
    if (hint) hint.hidden = false;
    const count = this.place.querySelector("[data-nominate-new-count]");
    if (count && count.textContent.trim() !== this.count.textContent.trim()) {
      this.count.innerHTML = count.innerHTML;
    }
    const next = this.place.querySelector("[data-focus]") ?? this.place.querySelector(focus);
    next?.focus();
  }
}

for (const section of document.querySelectorAll("[data-nominate]")) new Box(section);
