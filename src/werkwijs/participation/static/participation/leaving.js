/* Leaving a device, printing a card, and remembering that a text was read aloud. All of it works without. */
(function () {
  "use strict";
  document.addEventListener("submit", function (event) {
    var form = event.target;
    var queue = window.werkwijs && window.werkwijs.queue;
    if (!form.hasAttribute("data-deliver-first") || !queue || form.dataset.delivered) return;
    event.preventDefault();
    var warning = form.querySelector("[data-still-waiting]");
    queue.flush(8000).then(function (empty) {
      if (!empty) { warning.hidden = false; return; }
      form.dataset.delivered = "yes";
      form.submit();
    });
  });
  [].forEach.call(document.querySelectorAll("[data-print]"), function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
  var heard = document.querySelector("[data-read-aloud]");
  if (heard) document.addEventListener("click", function (event) {
    if (event.target.closest && event.target.closest("[data-aloud]")) heard.value = "yes";
  });
})();
