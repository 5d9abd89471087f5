// Typing in from paper: says at once what cannot be so, and goes to the next field with Enter.
// Without a script the form is checked when it is sent; nothing that was typed is lost either way.

function line(text) {
  const item = document.createElement("li");
  item.textContent = text;
  return item;
}

for (const form of document.querySelectorAll("form[data-check]")) {
  const faults = form.querySelector("[data-faults]");
  const soFar = form.querySelector("[data-sofar]");
  const first = soFar.textContent;
  let waiting = 0;
  let asked = 0;

  async function check() {
    const number = ++asked;
    const typed = new FormData(form);
    if (!`${typed.get("lines")}${typed.get("unknown")}`.trim()) {
      faults.hidden = true;
      soFar.textContent = first;
      return;
    }
    try {
      const answer = await fetch(form.dataset.check, { method: "POST", body: typed, headers: { Accept: "application/json" } });
      if (!answer.ok || number !== asked) return;
      const told = await answer.json();
      faults.replaceChildren(...told.faults.map(line));
      faults.hidden = !told.faults.length;
      soFar.textContent = told.told;
    } catch {
      // No network, or signed out: it is checked when the form is sent.
    }
  }

  form.addEventListener("input", (event) => {
    if (!event.target.matches("#lines, #unknown")) return;
    clearTimeout(waiting);
    waiting = setTimeout(check, 350);
  });
}

for (const form of document.querySelectorAll("form[data-keypad]")) {
  const fields = [...form.querySelectorAll(".keypad input")];
  const onward = form.querySelector("#onward");
  form.querySelector("[data-option]").hidden = false;

  function right(field) {
    const typed = field.value.trim();
    if (!typed || ["x", "?", "-"].includes(typed.toLowerCase())) return true;
    return /^[-+]?\d{1,4}$/.test(typed) && Number(typed) >= Number(field.dataset.least) && Number(typed) <= Number(field.dataset.most);
  }

  function goTo(place) {
    const field = fields[place] || form.querySelector("button:not([type=button])");
    field.focus();
    if (field.select) field.select();
  }

  form.addEventListener("keydown", (event) => {
    const place = fields.indexOf(event.target);
    if (place < 0) return;
    if (event.key === "Enter" || event.key === "ArrowDown") {
      event.preventDefault();
      goTo(place + 1);
    } else if (event.key === "ArrowUp" && place > 0) {
      event.preventDefault();
      goTo(place - 1);
    }
  });
  form.addEventListener("input", (event) => {
    const place = fields.indexOf(event.target);
    if (place < 0) return;
    const field = fields[place];
    if (right(field)) field.removeAttribute("aria-invalid");
    else field.setAttribute("aria-invalid", "true");
    const most = Math.max(field.dataset.least.length, field.dataset.most.length);
    if (onward.checked && right(field) && field.value && (field.value.length >= most || /[x?]/i.test(field.value))) goTo(place + 1);
  });
}

for (const form of document.querySelectorAll("form[data-leaving]")) {
  let changed = false;
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
}
