/* What somebody does with the cards, on their own device and nowhere else: until the window closes, or, where they
   choose so, for good. Every change can be undone.

   deck.state                    {laid: {mat: [...], piles: [...]}, stars: [3], talk: [3], order: [], at: 3}
   deck.change(said, change)     change(state) alters it; what is said is read aloud by screen readers
   deck.quietly(change)          the same for what is not worth undoing (which card is on top)
   deck.on(redraw)               called after every change
   deck.say(key, facts), deck.tell(text), deck.words(key, facts) */
(function () {
  "use strict";
  var source = document.getElementById("deck-device");
  if (!source) return;
  var about = JSON.parse(source.textContent), name = about.store;
  var listeners = [], before = [], memory = null;
  var said = document.getElementById("said"), undo = document.getElementById("undo");

  function storage(which) { try { return window[which]; } catch (closed) { return null; } }
  var lasting = storage("localStorage"), passing = storage("sessionStorage");

  function read(from) { try { return from ? from.getItem(name) : memory; } catch (closed) { return null; } }
  function kept() { return read(lasting) !== null && Boolean(lasting); }

  function fresh() { return { laid: { mat: null, piles: null }, stars: [], talk: [], order: [], at: null }; }

  function numbers(list) { return Array.isArray(list) ? list.filter(function (one) { return typeof one === "number"; }) : []; }

  function laid(piles) {
    if (!Array.isArray(piles)) return null;
    return piles.filter(function (one) { return one && typeof one.name === "string"; }).map(function (one) {
      return { id: String(one.id), name: one.name.slice(0, 40), cards: numbers(one.cards) };
    });
  }

  /* What was kept may be of an older version, or be spoilt: what fits is taken. */
  function understood(text) {
    var state = fresh(), found = null;
    try { found = JSON.parse(text); } catch (spoilt) { /* nothing of it can be read */ }
    if (!found || typeof found !== "object") return state;
    state.stars = numbers(found.stars); state.talk = numbers(found.talk); state.order = numbers(found.order);
    state.at = typeof found.at === "number" ? found.at : null;
    if (found.laid) { state.laid.mat = laid(found.laid.mat); state.laid.piles = laid(found.laid.piles); }
    return state;
  }

  function write(text, forGood) {
    memory = text;
    try {
      if (forGood && lasting) { lasting.setItem(name, text); if (passing) passing.removeItem(name); return true; }
      if (passing) { passing.setItem(name, text); if (lasting) lasting.removeItem(name); return true; }
    } catch (full) { /* told below */ }
    tell(words("cannot_keep"));
    return false;
  }

  function words(key, facts) {
    return (about.words[key] || "").replace(/\{(\w+)\}/g, function (whole, fact) { return facts && fact in facts ? facts[fact] : whole; });
  }

  function tell(text) { if (said) said.textContent = text; }

  var deck = {
    state: understood(kept() ? read(lasting) : read(passing)),
    words: words, tell: tell, kept: kept,
    say: function (key, facts) { tell(words(key, facts)); },
    on: function (listener) { listeners.push(listener); },
    change: function (text, change) {
      before.push(JSON.stringify(deck.state));
      if (before.length > 50) before.shift();
      change(deck.state);
      settle();
      nearby();
      tell(text);
    },
    quietly: function (change) { change(deck.state); write(JSON.stringify(deck.state), kept()); }
  };

  /* What was just done can be undone there where it was done. */
  var bar = undo && undo.parentNode, home = document.querySelector(".table") || (bar && bar.parentNode), device = document.getElementById("device");
  var beside = bar && home === bar.parentNode ? bar.nextSibling : null;
  function nearby() {
    if (!bar) return;
    if (device && device.contains(document.activeElement)) device.insertBefore(bar, document.getElementById("offline"));
    else home.insertBefore(bar, beside);
  }

  function settle() {
    write(JSON.stringify(deck.state), kept());
    show();
  }

  function show() {
    if (undo) undo.hidden = !before.length;
    listeners.forEach(function (listener) { listener(deck.state); });
    var is = kept();
    reveal("device-kept", is); reveal("device-loose", !is); reveal("keep", !is); reveal("keep-not", is);
  }

  function reveal(id, yes) { var part = document.getElementById(id); if (part) part.hidden = !yes; }

  function press(id, act) { var button = document.getElementById(id); if (button) button.addEventListener("click", act); }

  press("undo", function () {
    if (!before.length) return;
    deck.state = understood(before.pop());
    settle();
    tell(words("undone"));
    if (undo.hidden && said) { said.tabIndex = -1; said.focus(); }
  });
  press("wipe", function () { deck.change(words("wiped"), function () { deck.state = fresh(); }); });
  press("keep", function () { if (write(JSON.stringify(deck.state), true)) { show(); tell(words("kept")); focus("keep-not"); } });
  press("keep-not", function () { write(JSON.stringify(deck.state), false); show(); tell(words("not_kept")); focus("keep"); });

  function focus(id) { document.getElementById(id).focus(); }

  /* Another window of the same deck changed it: what lies there lies here. */
  addEventListener("storage", function (event) {
    if (event.key !== name || event.newValue === null) return;
    deck.state = understood(event.newValue);
    before = [];
    show();
  });

  document.documentElement.classList.add("scripted");
  reveal("device", true);
  window.werkwijs = window.werkwijs || {};
  window.werkwijs.deck = deck;
  deck.begin = show;
  nearby();
  addEventListener("DOMContentLoaded", show);
})();
