/* What sorting and rating share: a clock that never runs back, a guard against double taps, and links that
   wait for what was given.

   var clock = werkwijs.clock(now, last)   the server's time when the page was made, and of the last act
   clock()                                 milliseconds, later than every time before
   werkwijs.tapped(event)                  false for a second tap that follows at once */
(function () {
  "use strict";
  var queue = window.werkwijs && window.werkwijs.queue;
  if (!queue) return;
  var AT_ONCE = 400;
  var before = 0;

  /* The page can be a while under way before this runs; counted from its arrival, a slow device lags no more than a
     quick one, and of two devices the answer given last counts. */
  function sinceArrival() {
    var page = window.performance && performance.getEntriesByType && performance.getEntriesByType("navigation")[0];
    return page && page.responseStart ? performance.now() - page.responseStart : 0;
  }

  window.werkwijs.clock = function (now, last) {
    var ahead = Math.round(now + sinceArrival()) - Date.now();
    return function () {
      last = Math.max(last + 1, Date.now() + ahead);
      return last;
    };
  };

  window.werkwijs.tapped = function (event) {
    if (event.detail === 0) return true;   // by keyboard
    var since = event.timeStamp - before;
    if (before && since >= 0 && since < AT_ONCE) return false;
    before = event.timeStamp;
    return true;
  };

  document.addEventListener("click", function (event) {
    var link = event.target.closest("main a[href]");
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!queue.waiting() || navigator.onLine === false) return;
    event.preventDefault();
    queue.flush(6000).then(function (arrived) { if (arrived) location.assign(link.href); });
  });
})();
