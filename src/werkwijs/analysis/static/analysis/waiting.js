// The page looks how far the map is, and shows it anew when there is more to see.
"use strict";
(() => {
  const waiting = document.getElementById("waiting");
  const bar = document.getElementById("bar");
  const stage = document.getElementById("stage");
  const EVERY = 400;

  async function look() {
    let now;
    try {
      const answer = await fetch(waiting.dataset.progress, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      now = await answer.json();
    } catch {
      setTimeout(look, 5 * EVERY); // no network for a moment: the work goes on without us
      return;
    }
    if (!now.goes_on || (now.drawn && !waiting.dataset.drawn)) {
      location.reload();
      return;
    }
    if (stage.textContent !== now.stage) stage.textContent = now.stage;
    if (now.total) {
      bar.max = now.total;
      bar.value = now.done;
    } else {
      bar.removeAttribute("value");
    }
    setTimeout(look, EVERY);
  }
  setTimeout(look, EVERY);
})();
