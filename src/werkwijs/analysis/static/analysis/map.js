// Another number of clusters, another layer or another statement without loading the page anew; and looking closer.
// Everything here is a link or a button that also works without this script, but for looking closer.
"use strict";
(() => {
  const view = document.getElementById("view");
  if (!view) return;
  const said = document.getElementById("said");

  // --- another look ---------------------------------------------------------------------

  const kept = new Map();

  function page(address) {
    if (!kept.has(address)) {
      const asked = new Promise((found, failed) => {
        const ask = new XMLHttpRequest();
        ask.open("GET", address);
        ask.responseType = "document";
        ask.onload = () => {
          const inside = ask.status === 200 && ask.response?.getElementById("view");
          if (inside) found(inside);
          else failed(new Error(String(ask.status)));
        };
        ask.onerror = () => failed(new Error("no network"));
        ask.send();
      });
      asked.catch(() => kept.delete(address));
      kept.set(address, asked);
    }
    return kept.get(address);
  }

  async function show(address, name) {
    let inside;
    try {
      inside = await page(address);
    } catch {
      location.assign(address); // signed out, or no network: the browser says so
      return false;
    }
    view.replaceChildren(...document.importNode(inside, true).childNodes);
    begin();
    if (name) (document.getElementById(name) || view).focus({ preventScroll: true });
    said.textContent = document.getElementById("how-many").textContent.trim();
    return true;
  }

  view.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href^='?']");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const to = new URL(link.getAttribute("href"), location.href);
    const chosen = to.hash === "#chosen";
    if (await show(to.pathname + to.search, chosen ? "chosen" : link.id)) {
      history.pushState(null, "", to);
      if (chosen) document.getElementById("chosen")?.scrollIntoView({ block: "nearest" });
    }
  });
  view.addEventListener("submit", async (event) => {
    if (event.target.id !== "search") return; // decisions are sent as any form is
    event.preventDefault();
    const asked = new URLSearchParams(new FormData(event.target));
    const to = new URL(`?${asked}`, location.href);
    if (await show(to.pathname + to.search, "zoek")) {
      history.pushState(null, "", to);
      const found = document.getElementById("found-title");
      if (found) said.textContent = found.textContent;
    }
  });
  addEventListener("popstate", () => show(location.pathname + location.search, ""));

  // What somebody may press next is fetched ahead, one thing after the other, so that it is there at once.
  async function ahead() {
    const here = location.href;
    for (const link of view.querySelectorAll("#fewer, #more, .layers a")) {
      if (location.href !== here) return;
      const to = new URL(link.getAttribute("href"), location.href);
      await page(to.pathname + to.search).catch(() => {});
    }
  }

  // --- replay: from many clusters to few and back, one merge at a time ------------------------

  const BEAT = 1800;
  let playing = ""; // "down", "up" or not at all
  let beat = 0;

  function at(clusters) {
    const to = new URL(location.href);
    to.searchParams.set("clusters", clusters);
    to.hash = "";
    return to;
  }

  async function step(clusters) {
    if (!playing) return;
    const { finest, coarsest } = document.getElementById("replay").dataset;
    const to = at(clusters);
    if (!(await show(to.pathname + to.search, `replay-${playing}`))) return;
    history.replaceState(null, "", to);
    said.textContent += `. ${document.getElementById("step").textContent.trim()}`;
    const next = playing === "down" ? clusters - 1 : clusters + 1;
    if (next < Number(coarsest) || next > Number(finest)) play("");
    else {
      const ahead = at(next);
      page(ahead.pathname + ahead.search).catch(() => {});
      beat = setTimeout(step, BEAT, next);
    }
  }

  function play(which) {
    clearTimeout(beat);
    playing = which;
    buttons();
    if (!which) return;
    const { finest, coarsest } = document.getElementById("replay").dataset;
    const now = Number(new URLSearchParams(location.search).get("clusters")) || Number(document.getElementById("replay").dataset.now);
    const [from, end] = which === "down" ? [Number(finest), Number(coarsest)] : [Number(coarsest), Number(finest)];
    // Paused half-way it goes on from there; else it begins at the beginning.
    step(paused && now !== end ? now : from);
    paused = false;
  }

  let paused = false;
  function buttons() {
    for (const name of ["down", "up"]) {
      const button = document.getElementById(`replay-${name}`);
      if (!button.dataset.says) button.dataset.says = button.textContent;
      button.textContent = playing === name ? button.dataset.pause : button.dataset.says;
      button.setAttribute("aria-pressed", String(playing === name));
    }
  }

  view.addEventListener("click", (event) => {
    const button = event.target.closest("#replay button");
    if (button) {
      paused = playing === button.value || paused;
      play(playing === button.value ? "" : button.value);
    } else if (playing && event.target.closest("a, summary, button")) {
      play(""); // who looks at something stops the replay
    }
  });

  // --- closer -----------------------------------------------------------------------------

  const CLOSEST = 8;
  const STEP = 1.5;
  let box = null; // what of the sheet is in sight: x, y, width; null: all of it

  function begin() {
    const sheet = document.getElementById("sheet");
    const closer = document.getElementById("closer");
    closer.hidden = false;
    const [, , width, height] = sheet.dataset.whole.split(" ").map(Number);

    function look() {
      if (box) {
        box.w = Math.min(Math.max(box.w, width / CLOSEST), width);
        const h = (box.w * height) / width;
        box.x = Math.min(Math.max(box.x, 0), width - box.w);
        box.y = Math.min(Math.max(box.y, 0), height - h);
        if (box.w === width) box = null;
      }
      const of = box || { x: 0, y: 0, w: width };
      sheet.setAttribute("viewBox", `${of.x} ${of.y} ${of.w} ${(of.w * height) / width}`);
      sheet.classList.toggle("close", Boolean(box));
      // Words stay as large on the screen as they are: closer shows them apart from each other.
      if (seen !== of.w) sheet.style.setProperty("--closer", String(of.w / width));
      seen = of.w;
    }
    let seen = 0;
    let asked = 0;

    function lookSoon() {
      if (!asked) asked = requestAnimationFrame(() => { asked = 0; look(); });
    }

    function zoom(by, at) {
      const of = box || { x: 0, y: 0, w: width };
      const h = (of.w * height) / width;
      const x = at ? at.x : of.x + of.w / 2;
      const y = at ? at.y : of.y + h / 2;
      const w = Math.min(Math.max(of.w / by, width / CLOSEST), width);
      const share = w / of.w;
      box = { x: x - (x - of.x) * share, y: y - (y - of.y) * share, w };
      look();
    }

    function move(dx, dy) {
      if (!box) return;
      box.x += dx;
      box.y += dy;
      lookSoon();
    }

    const place = (event) => {
      const point = new DOMPoint(event.clientX, event.clientY);
      return point.matrixTransform(sheet.getScreenCTM().inverse());
    };

    sheet.addEventListener("click", (event) => {
      const point = event.target.closest("[data-id]");
      if (point && !moved) view.querySelector(`a[data-to="${CSS.escape(point.dataset.id)}"]`).click();
    });
    closer.addEventListener("click", (event) => {
      const does = event.target.closest("button")?.value;
      if (does === "in") zoom(STEP);
      if (does === "out") zoom(1 / STEP);
      if (does === "all") {
        box = null;
        look();
      }
    });
    sheet.addEventListener(
      "wheel",
      (event) => {
        if (!event.ctrlKey && !box) return; // the page scrolls until somebody looks closer
        event.preventDefault();
        zoom(Math.exp(-event.deltaY / 400), place(event));
      },
      { passive: false },
    );
    const fingers = new Map();
    let apart = 0;
    let moved = false; // who drags the sheet chooses no statement
    sheet.addEventListener("pointerdown", (event) => {
      fingers.set(event.pointerId, event);
      apart = 0;
      moved = false;
    });
    sheet.addEventListener("pointermove", (event) => {
      const before = fingers.get(event.pointerId);
      if (!before) return;
      if (fingers.size === 1 && box) {
        const [was, now] = [place(before), place(event)];
        if (Math.abs(event.clientX - before.clientX) + Math.abs(event.clientY - before.clientY) < 3) return;
        moved = true;
        sheet.classList.add("moving");
        sheet.setPointerCapture(event.pointerId);
        move(was.x - now.x, was.y - now.y);
      }
      fingers.set(event.pointerId, event);
      if (fingers.size === 2) {
        const [one, other] = [...fingers.values()];
        const now = Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
        const [a, b] = [place(one), place(other)];
        if (apart) zoom(now / apart, { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
        apart = now;
      }
    });
    for (const ended of ["pointerup", "pointercancel", "pointerleave"]) {
      sheet.addEventListener(ended, (event) => {
        fingers.delete(event.pointerId);
        sheet.classList.remove("moving");
        apart = 0;
      });
    }
    look();
    document.getElementById("replay").hidden = false;
    buttons();
    (window.requestIdleCallback || setTimeout)(ahead);
  }

  begin();
})();
