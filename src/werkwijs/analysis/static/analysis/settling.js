// While people sort, the page looks whether there is something new, and shows it in the place of the old.
"use strict";
(() => {
  const EVERY = 4000;
  const said = document.getElementById("said");
  const here = () => document.getElementById("settling");

  async function look() {
    if (!document.hidden) {
      try {
        const answer = await fetch(here().dataset.now, { headers: { Accept: "application/json" } });
        if (answer.ok && (await answer.json()).mark !== here().dataset.mark) await renew();
      } catch {
        // no network for a moment: look again later
      }
    }
    setTimeout(look, EVERY);
  }

  function renew() {
    return new Promise((done) => {
      const ask = new XMLHttpRequest();
      ask.open("GET", location.href);
      ask.responseType = "document";
      ask.onload = () => {
        const fresh = ask.status === 200 && ask.response?.getElementById("settling");
        if (fresh) {
          const focused = document.activeElement?.id;
          here().replaceWith(document.importNode(fresh, true));
          if (focused && document.activeElement?.id !== focused) {
            (document.getElementById(focused) || document.getElementById("look"))?.focus({ preventScroll: true });
          }
          said.textContent = document.getElementById("verdict").textContent.trim().replace(/\s+/g, " ");
        }
        done();
      };
      ask.onerror = done;
      ask.send();
    });
  }

  setTimeout(look, EVERY);
})();
