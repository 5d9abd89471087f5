/* Reads a page aloud: a recording where there is one, else a voice of this device (never one that sends the
   text elsewhere), else sound made by our own server.

   <button data-aloud hidden><span>Lees voor</span></button>          reads the page
   <button data-aloud="#card" hidden>...</button>                     reads what stands in #card
   <p data-aloud-text data-sound="..." data-spoken="...">...</p>      is read; recording; reference for the server
   A button is shown only where something can read. werkwijs.aloud.stop() when the page changes its texts;
   werkwijs.aloud.look() when it brings new buttons. */
(function () {
  "use strict";
  var page = document.currentScript.dataset;
  var words = JSON.parse(page.words);
  var speech = window.speechSynthesis, player = null, voices = [], running = null, held = null;
  var ORDINARY = "h1, h2, h3, p, li, label, legend, dt, dd";

  function language(part) {
    var near = part.closest("[lang]");
    return ((near && near.lang) || "nl").slice(0, 2);
  }

  function voice(part) {
    var wanted = language(part);
    return voices.filter(function (one) { return one.lang.slice(0, 2).toLowerCase() === wanted; })[0] || null;
  }

  function readable(part) {
    return part.dataset.sound || part.dataset.spoken || voice(part);
  }

  function parts(button) {
    var where = (button.dataset.aloud && document.querySelector(button.dataset.aloud)) || document.getElementById("main");
    var all = [].slice.call(where.querySelectorAll("[data-aloud-text]"));
    if (where.matches("[data-aloud-text]")) all.unshift(where);
    if (!all.length) all = [].slice.call(where.querySelectorAll(ORDINARY));
    return all.filter(function (part) { return part.getClientRects().length && part.textContent.trim() && readable(part); });
  }

  function text(part) {
    var copy = part.cloneNode(true);
    [].forEach.call(copy.querySelectorAll("[data-aloud-skip], [hidden], noscript, svg, select, textarea, script, style, template"), function (quiet) {
      quiet.parentNode.removeChild(quiet);
    });
    [].forEach.call(copy.querySelectorAll("br"), function (line) { line.parentNode.replaceChild(document.createTextNode(" "), line); });
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  function sentences(said) { return said.match(/[^.!?:;…]+[.!?:;…]*\s*/g) || [said]; }

  // --- three ways; each promises true when it was read, false when it cannot ------------------

  function play(url, mine) {
    return new Promise(function (yes) {
      if (mine !== running) return yes(true);
      player = player || new Audio();
      player.onended = function () { yes(true); };
      player.onerror = function () { yes(false); };
      player.onpause = function () { if (mine !== running) yes(true); };
      player.src = url;
      var going = player.play();
      if (going && going.catch) going.catch(function () { yes(mine !== running); });
    });
  }

  function pronounce(said, chosen, mine) {
    return new Promise(function (yes) {
      if (mine !== running) return yes(true);
      var saying = held = new SpeechSynthesisUtterance(said);   // held: Chromium forgets it otherwise, and its end
      saying.voice = chosen;
      saying.lang = chosen.lang.replace("_", "-");
      saying.rate = 0.9;
      var late = setTimeout(function () { speech.cancel(); yes(mine !== running); }, 5000 + said.length * 200);
      saying.onend = function () { clearTimeout(late); yes(true); };
      saying.onerror = function () { clearTimeout(late); yes(mine !== running); };
      speech.speak(saying);
    });
  }

  function pronounceAll(said, chosen, mine) {
    return sentences(said).reduce(function (before, sentence) {
      return before.then(function (well) { return well && pronounce(sentence, chosen, mine); });
    }, Promise.resolve(true));
  }

  function ask(part, mine) {
    var sent = new URLSearchParams();
    sent.set("text", text(part));
    sent.set("reference", part.dataset.spoken);
    return fetch(page.url, { method: "POST", body: sent, credentials: "same-origin" })
      .then(function (answer) { return answer.ok ? answer.blob() : null; })
      .then(function (sound) {
        if (!sound) return false;
        var url = URL.createObjectURL(sound);
        return play(url, mine).then(function (well) { URL.revokeObjectURL(url); return well; });
      })
      .catch(function () { return false; });
  }

  function read(part, mine) {
    var ways = [];
    var chosen = voice(part);
    if (part.dataset.sound) ways.push(function () { return play(part.dataset.sound, mine); });
    if (chosen) ways.push(function () { return pronounceAll(text(part), chosen, mine); });
    if (part.dataset.spoken && window.URLSearchParams && window.fetch) ways.push(function () { return ask(part, mine); });
    part.classList.add("aloud-now");
    return ways.reduce(function (before, way) {
      return before.then(function (well) { return well || way(); });
    }, Promise.resolve(false)).then(function (well) {
      part.classList.remove("aloud-now");
      return well;
    });
  }

  // --- the button --------------------------------------------------------------------------

  function label(button, said) {
    var place = button.querySelector("span") || button;
    if (!button.dataset.label) button.dataset.label = place.textContent;
    place.textContent = said || button.dataset.label;
    button.classList.toggle("aloud-going", Boolean(said));
  }

  function start(button) {
    stop();
    var mine = running = { button: button };
    label(button, words.stop);
    parts(button).reduce(function (before, part) {
      return before.then(function () { return mine === running ? read(part, mine) : false; });
    }, Promise.resolve()).then(function () { if (mine === running) stop(); });
  }

  function stop() {
    var was = running;
    running = null;
    if (speech) speech.cancel();
    if (player) player.pause();
    if (was) label(was.button, "");
    [].forEach.call(document.querySelectorAll(".aloud-now"), function (part) { part.classList.remove("aloud-now"); });
  }

  function look() {
    if (speech) voices = speech.getVoices().filter(function (one) { return one.localService === true; });
    [].forEach.call(document.querySelectorAll("[data-aloud]"), function (button) { button.hidden = !parts(button).length; });
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("[data-aloud]");
    if (!button) return;
    if (running && running.button === button) stop(); else start(button);
  });
  addEventListener("pagehide", stop);
  if (speech && speech.addEventListener) speech.addEventListener("voiceschanged", look);   // voices may arrive late
  look();
  window.werkwijs = window.werkwijs || {};
  window.werkwijs.aloud = { stop: stop, look: look, going: function () { return Boolean(running); } };
})();
