// Saves a step of a full description every 20 seconds when something was typed. Files wait for a
// button. Without this file every button saves.

const EVERY = 20_000; // milliseconds

class Autosave {
  constructor(form) {
    this.form = form;
    this.version = form.querySelector("[data-draft-version]");
    this.status = form.querySelector("[data-draft-status]");
    this.saved = this.typed();
    this.timer = setInterval(() => this.save(), EVERY);
    // A button that was pressed saves by itself; a late autosave would only get in its way.
    form.addEventListener("submit", () => clearInterval(this.timer));
  }

  /** What is typed, as the body of a post; the code of the last step is nobody's business here. */
  typed() {
    const data = new FormData(this.form);
    for (const [name, value] of [...data]) {
      if (value instanceof File || name.startsWith("code_") || name === "version") data.delete(name);
    }
    return new URLSearchParams(data).toString();
  }

  async save() {
    const typed = this.typed();
    if (typed === this.saved) return;
    const body = new URLSearchParams(typed);
    body.set("version", this.version.value);
    body.set("autosave", "1");
    let response;
    try {
      response = await fetch(this.form.action, { method: "POST", body, redirect: "error" });
    } catch {
      this.status.textContent = this.status.dataset.offline;
      return;
    }
    if (response.status === 409) clearInterval(this.timer);
    if (!response.ok && response.status !== 409) return;
    const told = await response.json();
    if (told.version) {
      this.version.value = told.version;
      this.saved = typed;
    }
    this.status.textContent = told.message;
  }
}

const form = document.querySelector("[data-draft]");
if (form) new Autosave(form);
