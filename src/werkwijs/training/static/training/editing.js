// While somebody writes a block: advice about the words, one row more without leaving the page, and nothing lost by leaving.
"use strict";
(() => {
  const form = document.getElementById("words");
  const place = document.getElementById("tips");
  if (!form) return;
  let waiting, asked = "", changed = form.hasAttribute("data-unsaved");
  function words() {
    const body = new FormData(form);
    for (const [name, value] of [...body.entries()]) if (value instanceof File) body.delete(name);
    return body;
  }
  function send(address, body, then) {
    const ask = new XMLHttpRequest();
    ask.open("POST", address);
    ask.responseType = "document";
    ask.setRequestHeader("X-CSRFToken", body.get("csrfmiddlewaretoken"));
    ask.onload = () => then(ask.status === 200 ? ask.response : null);
    ask.onerror = () => then(null);
    ask.send(body);
  }
  function look() {
    const body = words();
    const now = [...body.entries()].map(([name, said]) => `${name}=${said}`).join("\n");
    if (now === asked) return;
    asked = now;
    send(form.dataset.advice, body, (page) => { // without a network the advice of the last time stays
      if (page && now === asked) place.replaceChildren(...document.importNode(page.body, true).childNodes);
    });
  }
  form.addEventListener("input", () => {
    changed = true;
    if (!form.dataset.advice || !place) return;
    clearTimeout(waiting);
    waiting = setTimeout(look, 900);
  });
  // One row more, or other cards: the same form comes back with them. Files that were chosen go along only by sending.
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[value^='more:'], button[value='search']");
    const files = [...form.querySelectorAll("input[type=file]")].some((input) => input.files.length);
    if (!button || files) return;
    event.preventDefault();
    const body = words();
    body.set("act", button.value);
    const before = new Set([...form.elements].map((field) => field.id));
    send(location.href, body, (page) => {
      const fresh = page && page.getElementById("words");
      if (!fresh) { changed = false; form.requestSubmit(button); return; }
      form.replaceChildren(...document.importNode(fresh, true).childNodes);
      changed = true;
      const added = button.value === "search" ? null : [...form.elements].find((field) => field.id && !before.has(field.id) && field.type !== "hidden");
      (added || form.querySelector(`button[value="${button.value}"]:not([tabindex])`) || form).focus();
    });
  });
  form.addEventListener("submit", () => { changed = false; });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
})();
