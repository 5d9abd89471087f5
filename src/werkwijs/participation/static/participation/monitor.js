/* The monitor looks again every five seconds, row by row, and leaves alone whoever is reading or tabbing. */
(function () {
  "use strict";
  var list = document.getElementById("list");
  var button = document.querySelector("[data-live]");
  if (!list || !button || !window.XMLHttpRequest) return;
  var every = 5000, tag = "", running = true, timer = 0;

  function look() {
    if (!running || document.hidden) { wait(); return; }
    var ask = new XMLHttpRequest();
    var query = location.search.replace(/^\?/, "");
    ask.open("GET", location.pathname + "?deel=1" + (query ? "&" + query : ""));
    ask.responseType = "document";
    ask.timeout = 10000;
    if (tag) ask.setRequestHeader("If-None-Match", tag);
    ask.onload = function () {
      if (ask.status === 200 && ask.response && ask.response.getElementById("list")) {
        tag = ask.getResponseHeader("ETag") || "";
        take(ask.response);
      }
      wait();
    };
    ask.onerror = ask.ontimeout = wait;
    ask.send();
  }
  function wait() { clearTimeout(timer); timer = setTimeout(look, every); }

  function take(fresh) {
    var focused = document.activeElement && document.activeElement.id;
    swap(document.getElementById("groups"), fresh.getElementById("groups"));
    var body = document.querySelector("table.monitor tbody");
    var wanted = fresh.querySelector("table.monitor tbody");
    if (!body || !wanted) swap(document.getElementById("list"), fresh.getElementById("list"));
    else rows(body, wanted);
    var again = focused && document.getElementById(focused);
    if (again && document.activeElement !== again) again.focus({ preventScroll: true });
  }
  function swap(old, fresh) {
    if (old && fresh && old.outerHTML !== fresh.outerHTML) old.parentNode.replaceChild(document.importNode(fresh, true), old);
  }
  function rows(body, wanted) {
    var there = {};
    [].forEach.call(body.rows, function (row) { there[row.id] = row; });
    [].forEach.call(wanted.rows, function (row, place) {
      var old = there[row.id];
      if (!old || old.outerHTML !== row.outerHTML) {
        var made = document.importNode(row, true);
        if (old) body.replaceChild(made, old);
        old = made;
      }
      delete there[row.id];
      if (body.rows[place] !== old) body.insertBefore(old, body.rows[place] || null);
    });
    Object.keys(there).forEach(function (id) { body.removeChild(there[id]); });
  }

  button.hidden = false;
  button.addEventListener("click", function () {
    running = !running;
    button.textContent = running ? button.getAttribute("data-on") : button.getAttribute("data-off");
  });
  wait();
})();
