/* Parts of a page that look again every five seconds; a part that did not change is left alone. */
(function () {
  "use strict";
  var parts = document.querySelectorAll("[data-live-part]");
  if (!parts.length || !window.XMLHttpRequest) return;
  function wait() { setTimeout(look, 5000); }
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
      if (now && now.outerHTML !== old.outerHTML) old.parentNode.replaceChild(document.importNode(now, true), old);
    });
    var again = focused && document.getElementById(focused);
    if (again && document.activeElement !== again) again.focus({ preventScroll: true });
  }
  wait();
})();
