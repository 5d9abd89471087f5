/* Another card beside it at once, without another page: fetched from the address of the card, so it works from what
   the device kept too. */
(function () {
  "use strict";
  var deck = window.werkwijs && window.werkwijs.deck, form = document.getElementById("compare");
  if (!deck || !form || !window.XMLHttpRequest) return;
  document.getElementById("compare-go").hidden = true;

  function put(half, heading, card) {
    while (half.firstChild) half.removeChild(half.firstChild);
    var title = document.createElement("h2");
    title.className = "whose";
    title.textContent = heading;
    half.appendChild(title);
    half.appendChild(card);
    deck.ready(card);
    deck.begin();
    deck.quiet();
    deck.heard();
  }

  function show(select) {
    var chosen = select.selectedOptions[0], half = document.getElementById("half-" + select.name);
    var ask = new XMLHttpRequest();
    ask.open("GET", chosen.dataset.address);
    ask.responseType = "document";
    ask.timeout = 15000;
    ask.onload = function () {
      var card = ask.status === 200 && ask.response && ask.response.querySelector(".card");
      if (select.selectedOptions[0] !== chosen) return;
      if (!card) { deck.say("cannot_show"); return; }
      put(half, chosen.parentNode.label, document.importNode(card, true));
      deck.tell(chosen.textContent);
      history.replaceState(null, "", "?" + new URLSearchParams(new FormData(form)));
    };
    ask.onerror = ask.ontimeout = function () { deck.say("cannot_show"); };
    ask.send();
  }

  form.addEventListener("change", function (event) { if (event.target.tagName === "SELECT") show(event.target); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
})();
