// The picture code: a click on the picture or its button brings another one without a page load.
// Without this file the button posts the form, and the page comes back with everything kept.

function replaceChallenge(block, challenge) {
  block.querySelector("[data-code-picture]").src = challenge.image;
  block.querySelector("[data-code-key]").value = challenge.key;
  const sound = block.querySelector("[data-code-sound]");
  if (sound && challenge.audio) {
    sound.src = challenge.audio;
    sound.load();
  }
  const answer = block.querySelector("[data-code-answer]");
  answer.value = "";
  answer.focus();
}

async function fetchChallenge(block) {
  const form = block.closest("form");
  const body = new URLSearchParams({
    key: block.querySelector("[data-code-key]").value,
    language: block.dataset.language,
  });
  const token = form.querySelector("[name=csrfmiddlewaretoken]");
  return fetch(block.dataset.refresh, {
    method: "POST",
    body,
    headers: token ? { "X-CSRFToken": token.value } : {},
  });
}

async function renew(block, button) {
  const status = block.querySelector("[data-code-status]");
  status.textContent = "";
  let response;
  try {
    response = await fetchChallenge(block);
  } catch {
    response = null; // no connection: let the form ask, as it would without this file
  }
  if (response?.ok) {
    replaceChallenge(block, await response.json());
  } else if (response?.status === 429) {
    status.textContent = (await response.json()).error;
  } else {
    button.form.requestSubmit(button);
  }
}

for (const block of document.querySelectorAll("[data-code]")) {
  const button = block.querySelector("[data-code-new]");
  let asking = false;
  const ask = async (event) => {
    event.preventDefault();
    if (asking) return;
    asking = true;
    try {
      await renew(block, button);
    } finally {
      asking = false;
    }
  };
  button.addEventListener("click", ask);
  block.querySelector("[data-code-picture]").addEventListener("click", ask);
  block.querySelector("[data-code-click]").hidden = false;
}
