/* What a card can do wherever it lies: be turned over, be a favourite, be chosen for a talk; and printing. */
(function () {
  "use strict";
  var deck = window.werkwijs && window.werkwijs.deck;
  if (!deck) return;
  var still = window.matchMedia && matchMedia("(prefers-reduced-motion: reduce)");

  function all(what, where) { return [].slice.call((where || document).querySelectorAll(what)); }

  function number(card) { return Number(card.dataset.card); }

  function title(card) { return card.querySelector(".title").textContent; }

  function turn(card, over) {
    card.classList.toggle("turned", over);
    var button = card.querySelector("[data-flip] span");
    if (button) button.textContent = deck.words(over ? "flip_back" : "flip");
  }

  /* The cards of this page that can be turned; those that are shown open cannot. */
  function ready(card) {
    var open = card.closest(".open, .half");
    if (!open) {
      card.classList.add("turns");
      card.querySelector("[data-flip]").hidden = false;
    }
    all("[data-star], [data-talk]", card).forEach(function (button) { button.hidden = false; });
  }

  function toggled(list, one) {
    var place = list.indexOf(one);
    if (place < 0) list.push(one); else list.splice(place, 1);
    return place < 0;
  }

  function choose(card, list, on, off) {
    var now = deck.state[list].indexOf(number(card)) < 0;
    deck.change(deck.words(now ? on : off, { title: title(card) }), function (state) { toggled(state[list], number(card)); });
  }

  document.addEventListener("click", function (event) {
    var target = event.target, card = target.closest && target.closest(".card");
    if (target.closest && target.closest("[data-print]")) { print(); return; }
    if (!card) return;
    if (target.closest("[data-flip]")) turn(card, !card.classList.contains("turned"));
    else if (target.closest("[data-star]")) choose(card, "stars", "star_on", "star_off");
    else if (target.closest("[data-talk]")) choose(card, "talk", "talk_on", "talk_off");
    else if (card.classList.contains("turns") && target.closest(".sides") && !target.closest("a, button") && !String(getSelection())) turn(card, !card.classList.contains("turned"));
  });

  /* Reading aloud goes on at the back: then the back is what one sees. */
  if (window.MutationObserver) {
    new MutationObserver(function (changes) {
      changes.forEach(function (change) {
        var part = change.target, card = part.classList.contains("aloud-now") && part.closest(".turns");
        if (card && part.closest(".side")) turn(card, Boolean(part.closest(".back")));
      });
    }).observe(document.getElementById("main"), { attributes: true, attributeFilter: ["class"], subtree: true });
  }

  deck.on(function (state) {
    all(".card").forEach(function (card) {
      [["[data-star]", "stars"], ["[data-talk]", "talk"]].forEach(function (pair) {
        var button = card.querySelector(pair[0]);
        if (button) button.setAttribute("aria-pressed", String(state[pair[1]].indexOf(number(card)) >= 0));
      });
    });
  });

  /* A small card for lists: letter, number and title. */
  deck.chip = function (card, make) {
    var chip = document.createElement(make || "button");
    if (chip.tagName === "BUTTON") chip.type = "button";
    chip.className = "mini hue-" + card.dataset.hue;
    var letter = document.createElement("span"), words = document.createElement("span");
    letter.className = "letter";
    letter.textContent = card.dataset.letter;
    words.className = "mini-title";
    words.textContent = card.dataset.card + ". " + title(card);
    words.lang = card.querySelector(".sides").lang;
    chip.appendChild(letter);
    chip.appendChild(document.createTextNode(" "));
    chip.appendChild(words);
    return chip;
  };
  deck.number = number;
  deck.title = title;
  deck.turn = turn;
  deck.ready = ready;
  deck.all = all;
  deck.still = function () { return Boolean(still && still.matches); };
  deck.cards = all("#cards > li > .card");
  /* Another card lies there: its button for reading aloud comes with it. */
  deck.heard = function () { if (window.werkwijs.aloud) window.werkwijs.aloud.look(); };
  deck.quiet = function () { if (window.werkwijs.aloud) window.werkwijs.aloud.stop(); };

  all(".card").forEach(ready);
  all("[data-print]").forEach(function (button) { button.hidden = false; });
})();
