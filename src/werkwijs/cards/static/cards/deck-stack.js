/* The deck on the table: one card at a time or all of them, drawn and shuffled, and only those one looks for. */
(function () {
  "use strict";
  var deck = window.werkwijs && window.werkwijs.deck;
  if (!deck || !deck.cards.length) return;
  var list = document.getElementById("cards"), stack = document.getElementById("stack"), form = document.getElementById("search");
  var wanted = document.getElementById("wanted"), only = document.getElementById("only-stars");
  var position = document.getElementById("position"), found = document.getElementById("found");
  var byNumber = {}, oneByOne = true;
  deck.cards.forEach(function (card) { byNumber[deck.number(card)] = card; });

  function plain(text) { text = text.toLowerCase(); return text.normalize ? text.normalize("NFD").replace(/[\u0300-\u036f]/g, "") : text; }

  function letter() { var chosen = form.querySelector("[name=cluster]:checked"); return chosen ? chosen.value : ""; }

  function fits(card) {
    if (letter() && (" " + card.dataset.letters).indexOf(" " + letter() + " ") < 0) return false;
    if (only.checked && deck.state.stars.indexOf(deck.number(card)) < 0) return false;
    var said = plain(card.querySelector(".sides").textContent);
    return plain(wanted.value).split(/\s+/).every(function (word) { return said.indexOf(word) >= 0; });
  }

  /* In the order of the table: shuffled, or by number. Numbers of another edition are left out. */
  function ordered() {
    var order = deck.state.order.filter(function (n) { return byNumber[n]; });
    var rest = deck.cards.filter(function (card) { return order.indexOf(deck.number(card)) < 0; });
    return order.map(function (n) { return byNumber[n]; }).concat(rest);
  }

  function shown() { return ordered().filter(fits); }

  /* Only where the order changed: what is moved loses the focus. */
  function arrange() {
    var items = ordered().map(function (card) { return card.parentNode; });
    if (items.every(function (item, place) { return list.children[place] === item; })) return;
    items.forEach(function (item) { list.appendChild(item); });
  }

  function draw() {
    arrange();
    var cards = shown(), top = byNumber[deck.state.at];
    if (cards.indexOf(top) < 0) top = cards[0];
    ordered().forEach(function (card) {
      var item = card.parentNode, fit = cards.indexOf(card) >= 0;
      item.hidden = !fit || (oneByOne && card !== top);
      item.classList.toggle("fits", fit);
    });
    deck.heard();
    stack.classList.toggle("stacked", oneByOne && cards.length > 0);
    document.getElementById("stack-acts").hidden = !oneByOne || !cards.length;
    position.textContent = top ? deck.words("position", { n: cards.indexOf(top) + 1, total: cards.length }) : "";
    document.getElementById("in-order").hidden = !deck.state.order.length;
    stack.classList.toggle("last", cards.length < 2);
  }

  function count() {
    var cards = shown(), all = cards.length === deck.cards.length;
    document.getElementById("show-all").hidden = all;
    if (cards.length) found.textContent = all ? "" : cards.length === 1 ? deck.words("one_found") : deck.words("found", { n: cards.length });
    else found.textContent = deck.words(only.checked && !deck.state.stars.length ? "no_stars" : "none_found");
  }

  function look() { draw(); count(); }

  function go(card, way) {
    if (!card) return;
    deck.quiet();
    deck.turn(card, false);
    deck.quietly(function (state) { state.at = deck.number(card); });
    draw();
    if (!deck.still() && card.animate) card.animate([{ transform: "translateX(" + way * 40 + "px) rotate(" + way * 2 + "deg)", opacity: 0.2 }, { transform: "none", opacity: 1 }], { duration: 220, easing: "ease-out" });
  }

  function step(way) {
    var cards = shown(), place = cards.indexOf(byNumber[deck.state.at]);
    go(cards[((place < 0 ? 0 : place) + way + cards.length) % cards.length], way);
  }

  function press(id, act) { document.getElementById(id).addEventListener("click", act); }

  press("before", function () { step(-1); });
  press("after", function () { step(1); });
  press("draw", function () {
    var others = shown().filter(function (card) { return card.parentNode.hidden; });
    var drawn = others[Math.floor(Math.random() * others.length)] || shown()[0];
    go(drawn, 1);
    deck.say("drawn", { title: deck.title(drawn) });
  });
  press("shuffle", function () {
    var order = deck.cards.map(deck.number);
    for (var i = order.length - 1; i > 0; i--) { var j = Math.floor(Math.random() * (i + 1)), held = order[i]; order[i] = order[j]; order[j] = held; }
    deck.change(deck.words("shuffled"), function (state) { state.order = order; state.at = order[0]; });
  });
  press("in-order", function () {
    deck.change(deck.words("in_order"), function (state) { state.order = []; });
    document.getElementById("shuffle").focus();
  });

  function view(one) {
    oneByOne = one;
    document.getElementById("all").setAttribute("aria-pressed", String(!one));
    draw();
  }
  press("all", function () { view(!oneByOne); });

  stack.addEventListener("keydown", function (event) {
    if (!oneByOne || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key === "ArrowRight") step(1); else if (event.key === "ArrowLeft") step(-1); else return;
    event.preventDefault();
    if (document.activeElement === document.body || !document.activeElement.getClientRects().length) document.getElementById("after").focus();
  });

  /* A swipe is the same as the buttons. */
  var from = null;
  list.addEventListener("touchstart", function (event) { from = event.touches.length === 1 ? event.touches[0] : null; }, { passive: true });
  list.addEventListener("touchend", function (event) {
    var to = event.changedTouches[0], was = from;
    from = null;
    if (!oneByOne || !was || Math.abs(to.clientX - was.clientX) < 60 || Math.abs(to.clientY - was.clientY) > 50) return;
    step(to.clientX < was.clientX ? 1 : -1);
  }, { passive: true });

  /* The form works by itself as well; with a script nothing needs to be fetched. */
  form.addEventListener("submit", function (event) { event.preventDefault(); look(); });
  form.addEventListener("input", look);
  form.addEventListener("change", look);
  document.getElementById("search-go").hidden = true;
  if (document.getElementById("search-all")) document.getElementById("search-all").hidden = true;
  document.getElementById("stars-only").hidden = false;
  press("show-all", function () {
    wanted.value = "";
    only.checked = false;
    form.querySelector("[name=cluster][value='']").checked = true;
    look();
    document.getElementById("looking").querySelector("summary").focus();
  });
  document.getElementById("all").hidden = false;
  deck.on(look);
})();
