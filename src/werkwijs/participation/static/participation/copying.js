/* A button that copies a text; without it the text can be selected by hand. */
(function () {
  "use strict";
  [].forEach.call(document.querySelectorAll("[data-copy]"), function (button) {
    var text = document.getElementById(button.getAttribute("data-copy"));
    var said = button.parentNode.querySelector("[role=status]");
    function done() { said.textContent = button.getAttribute("data-said"); }
    function select() { text.focus(); text.select(); try { if (document.execCommand("copy")) done(); } catch (e) { /* it is selected: copying is one key away */ } }
    button.hidden = false;
    button.addEventListener("click", function () {
      if (navigator.clipboard && navigator.clipboard.writeText) navigator.clipboard.writeText(text.value).then(done, select);
      else select();
    });
  });
})();
