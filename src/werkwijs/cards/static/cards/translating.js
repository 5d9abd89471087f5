// Saves a translated text as soon as one leaves its field. Without a script a button saves the whole part.

for (const form of document.querySelectorAll("form[data-translating]")) {
  const progress = document.getElementById("progress");
  const bar = document.getElementById("bar");
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  let turn = Promise.resolve();

  function tell(field, words, kept) {
    const said = document.getElementById(field.id.replace("to-", "said-"));
    said.textContent = words;
    said.classList.toggle("kept", kept);
    field.closest(".pair").classList.toggle("wrong", !kept && Boolean(words));
  }

  async function save(field) {
    const key = field.name.slice(2);
    const seen = form.elements[`s:${key}`];
    const sent = field.value;
    const body = new URLSearchParams({ [`t:${key}`]: sent, [`s:${key}`]: seen.value });
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body,
        headers: { Accept: "application/json", "X-CSRFToken": token },
      });
      const told = await answer.json();
      const own = told.fields[key];
      progress.textContent = told.progress;
      bar.value = told.done;
      seen.value = own.seen;
      field.dataset.saved = own.kept ? sent : "";
      tell(field, own.said || form.dataset.kept, own.kept && !own.said);
    } catch {
      // No network, or signed out: what was typed stays in its field, and the button sends it.
      tell(field, form.dataset.failed, false);
    }
  }

  for (const field of form.querySelectorAll("textarea")) {
    field.dataset.saved = field.value;
    field.addEventListener("change", () => {
      if (field.value === field.dataset.saved) return;
      turn = turn.then(() => save(field)); // one after the other, so that none overtakes another
    });
  }
}
