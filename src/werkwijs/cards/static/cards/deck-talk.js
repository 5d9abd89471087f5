/* Choosing cards for a talk, and showing them one at a time, open, with the question below. */
(function () {
  "use strict";
  var deck = window.werkwijs && window.werkwijs.deck, choosing = document.getElementById("choosing");
  if (!deck || !choosing || !deck.cards.length) return;
  var pick = document.getElementById("pick"), talking = document.getElementById("talking"), acts = document.getElementById("talk-acts");
  var position = document.getElementById("talk-position"), begin = document.getElementById("begin"), place = -1, chips = {};
  choosing.hidden = false;
  document.body.classList.add("picking");

  deck.cards.forEach(function (card) {
    var item = document.createElement("li"), chip = deck.chip(card);
    chip.dataset.number = deck.number(card);
    chips[deck.number(card)] = chip;
    item.appendChild(chip);
    pick.appendChild(item);
    card.classList.remove("turns");
    card.querySelector("[data-flip]").hidden = true;
    card.querySelector("[data-talk]").hidden = true;
  });

  function chosen() { return deck.cards.filter(function (card) { return deck.state.talk.indexOf(deck.number(card)) >= 0; }); }

  function show() {
    var cards = chosen(), on = place >= 0 && cards.length > 0;
    if (place >= cards.length) place = cards.length - 1;
    choosing.hidden = on;
    talking.hidden = acts.hidden = !on;
    deck.cards.forEach(function (card) { card.parentNode.hidden = !on || card !== cards[place]; });
    document.getElementById("cards").hidden = !on;
    document.body.classList.toggle("talking", on);
    if (on) {
      position.textContent = deck.words("talk_position", { n: place + 1, total: cards.length });
      document.getElementById("before").disabled = place === 0;
      document.getElementById("after").disabled = place === cards.length - 1;
    }
    deck.heard();
    Object.keys(chips).forEach(function (n) { chips[n].setAttribute("aria-pressed", String(deck.state.talk.indexOf(Number(n)) >= 0)); });
    begin.disabled = !cards.length;
    document.getElementById("nobody").hidden = !cards.length;
    document.getElementById("take-stars").hidden = !deck.state.stars.length;
  }

  function go(to) {
    deck.quiet();
    place = to;
    show();
    if (place === chosen().length - 1 && place > 0) deck.say("talk_done"); else deck.tell("");
    document.getElementById("talking-title").focus();
  }

  function press(id, act) { document.getElementById(id).addEventListener("click", act); }

  pick.addEventListener("click", function (event) {
    var chip = event.target.closest("[data-number]"), n = chip && Number(chip.dataset.number);
    if (!chip) return;
    var now = deck.state.talk.indexOf(n) < 0, count = chosen().length + (now ? 1 : -1);
    deck.change(deck.words("chosen", { n: count }), function (state) {
      state.talk = now ? state.talk.concat([n]) : state.talk.filter(function (other) { return other !== n; });
    });
  });
  press("begin", function () { go(0); });
  press("before", function () { go(place - 1); });
  press("after", function () { go(place + 1); });
  press("stop", function () { place = -1; deck.tell(""); show(); begin.focus(); });
  press("take-stars", function () {
    deck.change(deck.words("chosen", { n: deck.state.stars.length }), function (state) {
      state.talk = state.talk.concat(state.stars.filter(function (n) { return state.talk.indexOf(n) < 0; }));
    });
  });
  press("nobody", function () { deck.change(deck.words("chosen", { n: 0 }), function (state) { state.talk = []; }); begin.focus(); });
  deck.on(show);
})();
