/* Parts of a page that look again every five seconds, or as often as `data-live-every` says (milliseconds).
   A part that did not change is left alone; so is one in which somebody types. */
(function () {
  "use strict";
  var parts = document.querySelectorAll("[data-live-part]");
  if (!parts.length || !window.XMLHttpRequest) return;
  var every = Number(parts[0].getAttribute("data-live-every")) || 5000;
  function wait() { setTimeout(look, every); }
  function look() {
    if (document.hidden) { wait(); return; }
    var ask = new XMLHttpRequest();
    ask.open("GET", location.href);
    ask.responseType = "document";
    ask.timeout = 10000;
    ask.onload = function () { if (ask.status === 200 && ask.response) take(ask.response); wait(); };
    ask.onerror = ask.ontimeout = wait;
    ask.send();
  }
  function take(fresh) {
    var focused = document.activeElement && document.activeElement.id;
    [].forEach.call(document.querySelectorAll("[data-live-part]"), function (old) {
      var now = fresh.getElementById(old.id);
      if (now && now.outerHTML !== old.outerHTML && !(/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName) && old.contains(document.activeElement))) old.parentNode.replaceChild(document.importNode(now, true), old);
    });
    var again = focused && document.getElementById(focused);
    if (again && document.activeElement !== again) again.focus({ preventScroll: true });
  }
  wait();
})();
