// On a narrow screen the tabs stand in a row that goes on beyond its edge: show the one that is open.
"use strict";
(function () {
  var row = document.querySelector(".tabs ul");
  var here = row && row.querySelector("[aria-current]");
  if (here && row.scrollWidth > row.clientWidth) {
    row.scrollLeft = here.offsetLeft - row.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
  }
})();
