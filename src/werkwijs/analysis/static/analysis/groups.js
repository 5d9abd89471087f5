// A line or a point on a sheet is clicked: go where the link with the same number in the list goes.
"use strict";
(() => {
  for (const shape of document.querySelectorAll("svg [data-to]")) {
    const link = document.querySelector(`a[data-from="${CSS.escape(shape.dataset.to)}"]`);
    if (!link) continue;
    shape.classList.add("leads");
    shape.addEventListener("click", () => link.click());
  }
})();
