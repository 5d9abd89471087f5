// On a narrow screen the tabs stand in rows that go on beyond the edge: show the one that is open.
"use strict";
(function () {
  var here = document.querySelector(".tabs [aria-current]");
  var row = here && here.closest("ul");
  if (row && row.scrollWidth > row.clientWidth) {
    row.scrollLeft = here.offsetLeft - row.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
  }
})();
