/* On a phone in the room: is something else on the wall? Then the page is loaded anew. */
(function () {
  "use strict";
  var now = document.getElementById("now");
  if (!now || !window.XMLHttpRequest) return;
  function wait() { setTimeout(look, 2000 + Math.random() * 1500); }
  function look() {
    if (document.hidden) { wait(); return; }
    var ask = new XMLHttpRequest();
    ask.open("GET", location.href);
    ask.responseType = "document";
    ask.timeout = 10000;
    ask.onload = function () {
      var fresh = ask.status === 200 && ask.response && ask.response.getElementById("now");
      if (!fresh || fresh.getAttribute("data-version") !== now.getAttribute("data-version")) { location.replace(location.href); return; }
      wait();
    };
    ask.onerror = ask.ontimeout = wait;
    ask.send();
  }
  wait();
})();
