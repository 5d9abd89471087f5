/* In one room: when the facilitator pauses, the task goes out of sight, as it was, until they go on. */
(function () {
  "use strict";
  var here = document.querySelector("[data-meeting]");
  var held = document.querySelector("[data-held]");
  var link = document.querySelector("[data-held-link]");
  if (!here || !held || !window.XMLHttpRequest) return;
  var before = null;
  function wait() { setTimeout(look, 4000 + Math.random() * 2000); }
  function look() {
    if (document.hidden) { wait(); return; }
    var ask = new XMLHttpRequest();
    ask.open("GET", here.getAttribute("data-meeting"));
    ask.setRequestHeader("Accept", "application/json");
    ask.timeout = 10000;
    ask.onload = function () {
      if (ask.status !== 200) { if (ask.status >= 500) wait(); return; }
      var state = JSON.parse(ask.responseText).state;
      show(state);
      if (state !== "none") wait();
    };
    ask.onerror = ask.ontimeout = wait;
    ask.send();
  }
  function show(state) {
    if (state === here.getAttribute("data-state")) return;
    var stops = state === "paused" || state === "waiting";
    if (stops && held.contains(document.activeElement)) before = document.activeElement;
    here.setAttribute("data-state", state);
    [].forEach.call(here.querySelectorAll("[data-when]"), function (part) { part.hidden = part.getAttribute("data-when") !== state; });
    held.hidden = stops;
    link.hidden = !stops;
    if (window.werkwijs && werkwijs.aloud) { werkwijs.aloud.stop(); werkwijs.aloud.look(); }
    if (!stops && before) { before.focus(); before = null; }
  }
  // What cannot be seen is not worked on by keyboard either.
  window.addEventListener("keydown", function (event) {
    if (held.hidden && event.target === document.body && event.key !== "Tab") event.stopPropagation();
  }, true);
  wait();
})();
