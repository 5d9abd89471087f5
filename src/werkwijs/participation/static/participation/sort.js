/* Sorting goes on without waiting for the network: the next slip is there at once, what was done goes through
   the queue. Without this script every button is a form. */
(function () {
  "use strict";
  var werkwijs = window.werkwijs || {}, queue = werkwijs.queue, source = document.getElementById("sort-data");
  if (!queue || !werkwijs.clock || !source) return;
  function by(id) { return document.getElementById(id); }
  var data = JSON.parse(source.textContent), words = data.words;
  var form = by("place"), undo = by("undo"), slip = by("slip"), heading = by("statement"), more = by("more");
  var clock = werkwijs.clock(data.now, data.last);
  var waiting = data.waiting, done = [], place = data.place, title = document.title.split(" - ").pop();
  var looked = 0, since = Date.now();

  function fill(text, facts) { return text.replace(/\{(\w+)\}/g, function (all, name) { return name in facts ? facts[name] : all; }); }
  function say(text) { by("said").textContent = text; }

  // --- piles -------------------------------------------------------------------------------

  function piles() { return [].slice.call(form.querySelectorAll("#piles .pile, #more-piles .pile")); }
  function find(key) { return piles().filter(function (pile) { return pile.value === key; })[0]; }
  function part(pile, name) { return pile.querySelector("." + name); }
  function count(pile) { return parseInt(part(pile, "n").textContent, 10) || 0; }

  function number(pile, n) {
    var unseen = part(pile, "n").querySelector(".unseen");
    part(pile, "n").firstChild.nodeValue = n;
    if (unseen) unseen.textContent = " " + (n === 1 ? words.slip : words.slips);
  }

  function make(key) {
    var pile = by("pile-button").content.firstElementChild.cloneNode(true);
    pile.value = key;
    part(pile, "name").textContent = fill(words.pile_n, { n: data.next++ });
    var shown = form.querySelectorAll("#piles .pile").length < data.inView;
    by(shown ? "piles" : "more-piles").appendChild(pile);
    if (!shown) more.hidden = false;
    return pile;
  }

  function put(statement, key, label) {
    var pile = key && (find(key) || make(key)), top = pile && part(pile, "top-one"), was = top ? top.textContent : "";
    if (!pile) return { name: "", undo: function () {} };
    if (label) part(pile, "name").textContent = label;
    number(pile, count(pile) + 1);
    if (top) top.textContent = statement.text;
    return {
      name: part(pile, "name").textContent,
      undo: function () {
        number(pile, count(pile) - 1);
        if (top) top.textContent = was;
        if (!count(pile)) pile.parentNode.removeChild(pile);
      }
    };
  }

  // --- the slip in hand -----------------------------------------------------------------------

  function show(moved) {
    var now = waiting[0], over = !now;
    form.hidden = over;
    by("after").hidden = !over;
    undo.hidden = !done.length && !data.undo;
    var there = over && by("after").querySelector('[href="' + by("to-piles").getAttribute("href") + '"]');
    by("to-piles").hidden = Boolean(there) || (!piles().length && !done.length && !data.undo);
    by("where").textContent = piles().length ? words.where : words.first;
    if (now) {
      by("words").textContent = now.text;
      heading.removeAttribute("data-sound");
      heading.removeAttribute("data-spoken");
      if (now.sound) heading.dataset.sound = now.sound;
      if (now.spoken) heading.dataset.spoken = now.spoken;
      by("picture").hidden = !now.picture;
      if (now.picture) by("picture").src = now.picture;
      by("picture").alt = now.alt || "";
      form.elements.statement.value = now.id;
      form.elements.key.value = queue.uuid();
      form.elements.shown.value = Math.round(Date.now() + data.now - opened);
      by("count").textContent = fill(words.count, { n: place + done.length, size: data.size });
      document.title = by("count").textContent + " - " + title;
    }
    if (werkwijs.aloud) { werkwijs.aloud.stop(); werkwijs.aloud.look(); }
    numbers();
    looked = 0;
    since = Date.now();
    if (moved) (over ? by("after-title") : heading).focus();
  }

  function seconds() { return Math.round((looked + (document.hidden ? 0 : Date.now() - since)) / 100) / 10; }
  document.addEventListener("visibilitychange", function () {
    if (document.hidden) looked += Date.now() - since; else since = Date.now();
  });

  function choose(button) {
    var key = button.value || null, statement = waiting.shift();
    if (!statement) return;
    if (button.id === "new") button.value = queue.uuid();
    var act = { key: queue.uuid(), kind: "place", statements: [statement.id], pile: key, at: clock(), seconds: seconds() };
    if (button.dataset.label) act.label = button.dataset.label;
    queue.give(act);
    var on = put(statement, key);
    done.push({ key: act.key, statement: statement, undo: on.undo });
    show(true);
    say(key ? fill(words.on, { name: on.name }) : words.on_none);
  }

  form.addEventListener("click", function (event) {
    var button = event.target.closest("button[name=pile]");
    if (!button) return;
    event.preventDefault();
    if (werkwijs.tapped(event)) choose(button);
  });

  undo.addEventListener("click", function (event) {
    if (event.target.closest("button") && !werkwijs.tapped(event)) event.preventDefault();
  });

  undo.addEventListener("submit", function (event) {
    var last = done.pop();
    if (!last) return;   // it was done on an earlier page: the form goes to the server
    event.preventDefault();
    queue.give({ kind: "take-back", of: last.key, at: clock() });
    last.undo();
    waiting.unshift(last.statement);
    show(true);
    say(words.taken_back);
  });

  // --- keys, on a wide screen with a mouse: shown on the piles, and can be switched off -----------------

  var wide = window.matchMedia && window.matchMedia("(min-width: 60rem) and (hover: hover) and (pointer: fine)");
  var keys = by("keys"), on = true;
  try { on = sessionStorage.getItem("digits") !== "off"; } catch (_) { /* no storage: on */ }

  function numbers() {
    if (!keys) return;
    document.body.classList.toggle("keyed", on);
    keys.hidden = false;
    keys.querySelector("button").textContent = on ? words.keys_off : words.keys_on;
    piles().concat(by("none")).forEach(function (pile, i) {
      var last = pile === by("none"), key = last ? "0" : i < 9 ? String(i + 1) : "";
      var shown = pile.querySelector("kbd") || pile.appendChild(document.createElement("kbd"));
      shown.setAttribute("aria-hidden", "true");
      shown.hidden = !key;
      shown.textContent = key;
      pile.dataset.digit = key;
    });
  }

  if (keys) keys.querySelector("button").addEventListener("click", function () {
    on = !on;
    try { sessionStorage.setItem("digits", on ? "on" : "off"); } catch (_) { /* for this page, then */ }
    numbers();
  });

  document.addEventListener("keydown", function (event) {
    if (!on || !wide || !wide.matches || form.hidden || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]") || !/^\d$/.test(event.key)) return;
    var button = form.querySelector('.pile[data-digit="' + event.key + '"]');
    if (!button) return;
    if (more.contains(button)) more.open = true;
    event.preventDefault();
    choose(button);
  });

  // --- what was done here before, and did not arrive yet -------------------------------------------

  var opened = Date.now();
  queue.pending().then(function (acts) {
    acts.forEach(function (act) {
      if (act.kind === "place" && act.statements.length === 1) {
        var i = waiting.map(function (one) { return one.id; }).indexOf(act.statements[0]);
        if (i < 0) return;
        var statement = waiting.splice(i, 1)[0];
        done.push({ key: act.key, statement: statement, undo: put(statement, act.pile, act.label).undo });
      } else if (act.kind === "take-back") {
        var last = done[done.length - 1];
        if (last && last.key === act.of) { done.pop(); last.undo(); waiting.unshift(last.statement); }
      }
    });
    if (acts.length) show(false);
  });
  if (werkwijs.dragging) werkwijs.dragging(form, { item: "#slip", target: ".pile", drop: function (_, pile) { choose(pile); } });
  numbers();
})();
