// Among many sorters: find the one to leave out by typing. Without this script the list is longer, and the same.
"use strict";
(() => {
  const find = document.getElementById("find");
  const crowd = document.getElementById("crowd");
  if (!find || !crowd) return;
  const typed = document.getElementById("find-who");
  const found = document.getElementById("found");
  find.hidden = false;
  found.textContent = found.dataset.all;

  typed.addEventListener("input", () => {
    const words = typed.value.trim().toLowerCase();
    let n = 0;
    for (const who of crowd.children) {
      const fits = who.dataset.find.includes(words);
      if (fits) n += 1;
      who.hidden = !fits && !who.querySelector("input:checked");
    }
    found.textContent = words ? found.dataset.found.replace("#", String(n)) : found.dataset.all;
  });
  typed.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // looking for somebody draws no map yet
  });
})();
