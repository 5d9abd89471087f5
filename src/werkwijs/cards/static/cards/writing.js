// Advice while somebody writes: the server looks at the words and keeps nothing. And words are not lost by leaving.
"use strict";
(() => {
  const form = document.querySelector("form[data-advice]");
  const place = document.getElementById("tips");
  if (!form || !place) return;
  let waiting, asked = "", changed = false;
  function look() {
    const body = new FormData(form);
    const now = [...body.entries()].map(([name, said]) => `${name}=${said}`).join("\n");
    if (now === asked) return;
    asked = now;
    const ask = new XMLHttpRequest();
    ask.open("POST", form.dataset.advice);
    ask.responseType = "document";
    ask.setRequestHeader("X-CSRFToken", body.get("csrfmiddlewaretoken"));
    ask.onload = () => { // without a network the advice of the last time stays
      if (ask.status === 200 && now === asked && ask.response) place.replaceChildren(...document.importNode(ask.response.body, true).childNodes);
    };
    ask.send(body);
  }
  form.addEventListener("input", () => { changed = true; clearTimeout(waiting); waiting = setTimeout(look, 900); });
  form.addEventListener("submit", () => { changed = false; });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
})();
