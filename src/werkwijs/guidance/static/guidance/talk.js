/* A contact is noted: amounts of minutes with one press, a draft while one types, and kept here without a network. */
(function () {
  "use strict";
  var form = document.getElementById("talk");
  if (!form) return;
  var minutes = form.elements.minutes, amounts = form.querySelector(".amounts");
  if (amounts) {
    amounts.hidden = false;
    amounts.addEventListener("click", function (event) {
      var button = event.target.closest("[data-minutes]");
      if (button) { minutes.value = button.dataset.minutes; later(); }
    });
  }

  // --- a draft, on the server -------------------------------------------------------------------
  var timer = 0, sent = "";
  function draft() {
    clearTimeout(timer);
    var data = new URLSearchParams(new FormData(form)), told = data.toString();
    if (told === sent || !form.elements.text.value.trim()) return;
    sent = told;
    fetch(form.dataset.draft, { method: "POST", credentials: "same-origin", body: data, redirect: "error" }).catch(function () { sent = ""; });
  }
  function later() { clearTimeout(timer); timer = setTimeout(draft, 1500); }
  form.addEventListener("input", later);
  document.addEventListener("visibilitychange", function () { if (document.hidden) draft(); });

  // --- without a network -------------------------------------------------------------------------
  var queue = window.werkwijs && window.werkwijs.queue;
  if (!queue) return;
  function fields() {
    var told = {};
    new FormData(form).forEach(function (value, name) {
      if (name === "csrfmiddlewaretoken" || name === "key") return;
      if (name === "handles") { (told.handles = told.handles || []).push(value); return; }
      told[name] = value;
    });
    return told;
  }
  var line = document.getElementById("giving"), refused = false;
  function tell(text) { line.textContent = text; line.hidden = !text; }
  function still(off) { form.querySelectorAll("button, input, textarea, select").forEach(function (one) { one.disabled = off; }); }
  queue.onanswer(function (act, result) {
    if (result.ok) return false;
    refused = true;
    still(false);
    tell(result.text);
    line.focus();
    return true;
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    clearTimeout(timer);
    refused = false;
    var told = fields();
    still(true);
    queue.give({ kind: "talk", key: form.elements.key.value, fields: told })
      .then(function () { return navigator.onLine === false ? false : queue.flush(8000); })
      .then(function (done) {
        if (refused) return;
        if (done) location.assign(form.dataset.after);
        else tell(form.dataset.kept);
      });
  });
})();
