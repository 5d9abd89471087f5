/* Laying cards one by one: on the mat with its three places, or on piles with names of one's own.
   A card that lies can be pressed to pick it up again, so nothing needs to be dragged. */
(function () {
  "use strict";
  var deck = window.werkwijs && window.werkwijs.deck, table = document.getElementById("sorting");
  if (!deck || !table || !deck.cards.length) return;
  var kind = table.dataset.kind, places = document.getElementById("places"), laid = document.getElementById("laid");
  var left = document.getElementById("left"), form = document.getElementById("new-pile"), held = null;
  var byNumber = {};
  deck.cards.forEach(function (card) { byNumber[deck.number(card)] = card; });
  table.hidden = false;
  document.body.classList.add("sorting");
  deck.all(".no-script").forEach(function (part) { part.hidden = true; });

  var FIXED = ["good", "so-so", "not"];

  function label(id) { return document.getElementById("place-" + id).content; }

  function begun() {
    if (kind === "piles") return [];
    return FIXED.map(function (id) { return { id: id, name: label(id).textContent.trim(), cards: [] }; });
  }

  /* The piles as they are; cards of another edition that lie there are not shown. */
  function piles() {
    var kept = deck.state.laid[kind] || [];
    if (kind === "mat") return begun().map(function (one) {
      var same = kept.filter(function (other) { return other.id === one.id; })[0];
      return { id: one.id, name: one.name, cards: same ? same.cards : [] };
    });
    return kept;
  }

  function here(pile) { return pile.cards.filter(function (n) { return byNumber[n]; }); }

  function lying() { return piles().reduce(function (all, pile) { return all.concat(here(pile)); }, []); }

  function waiting() {
    var lie = lying();
    return deck.cards.filter(function (card) { return lie.indexOf(deck.number(card)) < 0; });
  }

  function alter(text, change) {
    var now = piles().map(function (pile) { return { id: pile.id, name: pile.name, cards: pile.cards.slice() }; });
    deck.change(text, function (state) { state.laid[kind] = change(now) || now; });
  }

  function without(all, n) {
    all.forEach(function (pile) { pile.cards = pile.cards.filter(function (other) { return other !== n; }); });
  }

  function current() {
    var wait = waiting();
    if (wait.indexOf(held) < 0) held = wait[0] || null;
    return held;
  }

  function lay(id) {
    var card = current(), n = card && deck.number(card), wait = waiting(), next = wait[(wait.indexOf(card) + 1) % wait.length];
    if (!card) return;
    deck.quiet();
    var name = piles().filter(function (pile) { return pile.id === id; })[0].name;
    held = next;
    alter(deck.words("laid", { title: deck.title(card), name: name }), function (all) {
      without(all, n);
      all.forEach(function (pile) { if (pile.id === id) pile.cards.push(n); });
    });
    if (!waiting().length) { deck.say("all_laid"); document.getElementById("result-title").focus(); }
  }

  function pickUp(n) {
    var card = byNumber[n];
    held = card;
    alter(deck.words("picked_up", { title: deck.title(card) }), function (all) { without(all, n); });
    held = card;
    redraw();
    var first = places.querySelector("button");
    if (first) { first.focus(); table.scrollIntoView({ block: "start", behavior: deck.still() ? "auto" : "smooth" }); }
  }

  function again(pile, focusOn) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "second place";
    button.dataset.place = pile.id;
    if (kind === "mat") button.appendChild(document.importNode(label(pile.id), true));
    else { var name = document.createElement("span"); name.textContent = pile.name; button.appendChild(name); }
    var n = document.createElement("span");
    n.className = "n";
    n.textContent = here(pile).length;
    n.setAttribute("aria-hidden", "true");
    button.appendChild(n);
    places.appendChild(button);
    if (focusOn === pile.id) button.focus();
  }

  function heap(pile) {
    var box = document.createElement("section"), head = document.createElement("h3"), list = document.createElement("ul");
    box.className = "heap";
    box.dataset.pile = pile.id;
    head.id = "heap-" + pile.id;
    box.setAttribute("aria-labelledby", head.id);
    if (kind === "mat") head.appendChild(document.importNode(label(pile.id), true)); else head.textContent = pile.name;
    var n = document.createElement("span");
    n.className = "n";
    n.textContent = " (" + here(pile).length + ")";
    head.appendChild(n);
    box.appendChild(head);
    list.className = "plain";
    here(pile).forEach(function (number) {
      var item = document.createElement("li"), chip = deck.chip(byNumber[number]), unseen = document.createElement("span");
      unseen.className = "unseen";
      unseen.textContent = deck.words("lay_again") + " ";
      chip.insertBefore(unseen, chip.firstChild);
      chip.dataset.pick = number;
      item.appendChild(chip);
      list.appendChild(item);
    });
    if (here(pile).length) box.appendChild(list);
    else { var none = document.createElement("p"); none.className = "soft"; none.textContent = deck.words("empty_pile"); box.appendChild(none); }
    if (kind === "piles") box.appendChild(document.importNode(document.getElementById("pile-acts").content, true));
    laid.appendChild(box);
  }

  function empty(part) { while (part.firstChild) part.removeChild(part.firstChild); }

  function redraw() {
    var card = current(), all = piles(), some = lying().length > 0;
    var focusOn = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.place : "";
    deck.cards.forEach(function (other) { if (other.parentNode.hidden !== (other !== card)) { other.parentNode.hidden = other !== card; deck.turn(other, false); } });
    left.textContent = card ? deck.words("left", { n: waiting().length, total: deck.cards.length }) : deck.words("all_laid");
    empty(places);
    places.hidden = !card || !all.length;
    if (card) all.forEach(function (pile) { again(pile, focusOn); });
    document.getElementById("skip").hidden = waiting().length < 2;
    empty(laid);
    all.forEach(heap);
    document.getElementById("result-none").hidden = some || kind === "mat";
    document.getElementById("result-how").hidden = !some;
    document.getElementById("result-acts").hidden = !some;
    if (form) { form.hidden = false; document.getElementById("ready").hidden = all.length > 0; }
    document.getElementById("result").hidden = table.hidden = !all.length;
    document.getElementById("cards").hidden = !card || !all.length;
    deck.heard();
  }

  places.addEventListener("click", function (event) { var button = event.target.closest("[data-place]"); if (button) lay(button.dataset.place); });
  document.getElementById("skip").addEventListener("click", function () {
    var wait = waiting(), card = current();
    held = wait[(wait.indexOf(card) + 1) % wait.length];
    deck.quiet();
    deck.say("skipped", { title: deck.title(card) });
    redraw();
  });
  document.getElementById("again").addEventListener("click", function () {
    held = null;
    alter(deck.words("started_again"), function (all) { all.forEach(function (pile) { pile.cards = []; }); });
    document.getElementById("result-title").focus();
  });

  // --- piles with names ---------------------------------------------------------------------

  function tidy(text) { return text.replace(/\s+/g, " ").trim().slice(0, 40); }

  function taken(name, but) { return piles().some(function (pile) { return pile.id !== but && pile.name.toLowerCase() === name.toLowerCase(); }); }

  function fresh() { return "p" + Date.now().toString(36) + Math.floor(Math.random() * 1e6).toString(36); }

  if (form) {
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var field = document.getElementById("pile-name"), name = tidy(field.value);
      if (!name) { field.focus(); return; }
      if (taken(name)) { deck.say("pile_twice"); field.focus(); return; }
      alter(deck.words("pile_made", { name: name }), function (all) { all.push({ id: fresh(), name: name, cards: [] }); });
      field.value = "";
      field.focus();
    });
    document.getElementById("ready").addEventListener("click", function (event) {
      var button = event.target.closest("[data-ready]");
      if (!button) return;
      var names = deck.all(".ready-name", button).map(function (name) { return tidy(name.textContent); });
      alter(deck.words("pile_made", { name: names.join(", ") }), function () {
        return names.map(function (name) { return { id: fresh(), name: name, cards: [] }; });
      });
      places.querySelector("button").focus();
    });
  }

  laid.addEventListener("click", function (event) {
    var chip = event.target.closest("[data-pick]"), drop = event.target.closest("[data-drop]"), box = event.target.closest(".heap");
    if (chip) pickUp(Number(chip.dataset.pick));
    if (drop) {
      var gone = piles().filter(function (pile) { return pile.id === box.dataset.pile; })[0];
      alter(deck.words("pile_gone", { name: gone.name }), function (all) { return all.filter(function (pile) { return pile.id !== gone.id; }); });
      document.getElementById("result-title").focus();
    }
  });
  laid.addEventListener("submit", function (event) {
    event.preventDefault();
    var id = event.target.closest(".heap").dataset.pile, field = event.target.querySelector("input"), name = tidy(field.value);
    if (!name) { field.focus(); return; }
    if (taken(name, id)) { deck.say("pile_twice"); field.focus(); return; }
    alter(deck.words("pile_named", { name: name }), function (all) { all.forEach(function (pile) { if (pile.id === id) pile.name = name; }); });
    deck.all(".heap", laid).forEach(function (box) { if (box.dataset.pile === id) box.querySelector("summary").focus(); });
  });

  // --- taking it along ----------------------------------------------------------------------

  function rows() {
    var all = piles().map(function (pile) { return [pile.name, here(pile)]; }), rest = waiting().map(deck.number);
    return rest.length ? all.concat([[deck.words("not_laid"), rest]]) : all;
  }

  function hand(text, ending, type) {
    var link = document.createElement("a"), address = URL.createObjectURL(new Blob([text], { type: type + ";charset=utf-8" }));
    link.href = address;
    link.download = (kind === "mat" ? "mat" : document.title.split(" ")[0].toLowerCase()) + "." + ending;
    document.body.appendChild(link);
    link.click();
    document.body.removeChild(link);
    setTimeout(function () { URL.revokeObjectURL(address); }, 1000);
  }

  /* A cell that begins with one of these would be a formula in a spreadsheet. */
  function cell(text) { text = String(text); return '"' + (/^[=+\-@\t\r]/.test(text) ? "'" + text : text).replace(/"/g, '""') + '"'; }

  document.getElementById("get-text").addEventListener("click", function () {
    var lines = [deck.words("text_title", { name: document.querySelector("h1").textContent.trim(), on: new Date().toLocaleDateString(document.documentElement.lang) })];
    rows().forEach(function (row) {
      lines.push("", row[0]);
      row[1].forEach(function (n) { lines.push("- " + n + ". " + deck.title(byNumber[n])); });
      if (!row[1].length) lines.push("- " + deck.words("empty_pile"));
    });
    hand(lines.join("\r\n") + "\r\n", "txt", "text/plain");
  });
  document.getElementById("get-csv").addEventListener("click", function () {
    var lines = [deck.words("csv_head")];
    rows().forEach(function (row) { row[1].forEach(function (n) { lines.push([cell(row[0]), n, cell(deck.title(byNumber[n]))].join(";")); }); });
    hand("\ufeff" + lines.join("\r\n") + "\r\n", "csv", "text/csv");
  });

  deck.on(redraw);
})();
