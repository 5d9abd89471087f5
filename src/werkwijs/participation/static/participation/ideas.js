/* Giving ideas without leaving the page; half a sentence is kept on the device until it is given. All of it
   works without: then the forms of the page are sent. */
(function () {
  "use strict";
  var words = document.currentScript.dataset;
  var queue = window.werkwijs && window.werkwijs.queue;
  var form = document.getElementById("give"), field = document.getElementById("text");
  var helper = document.getElementById("helper"), said = document.getElementById("said");
  var own = document.getElementById("own"), list = document.getElementById("own-ideas");
  var sending = false, pause = 0;
  if (!queue || !form || !window.HTMLTemplateElement) return;

  // --- giving -------------------------------------------------------------------------------

  function tell(text, bad) {
    said.textContent = text;
    said.classList.toggle("not", Boolean(bad));
  }

  function fresh(name) { return document.getElementById(name).content.cloneNode(true); }

  function find(key) { return list.querySelector('[data-key="' + key + '"]'); }

  function show(key, text) {
    if (find(key)) return;
    var one = fresh("own-one").firstElementChild;
    one.dataset.key = key;
    dress(one, text);
    list.insertBefore(one, list.firstChild);
    own.hidden = false;
  }

  function dress(one, text) {
    var idea = one.querySelector(".idea");
    idea.textContent = text;
    idea.setAttribute("data-aloud-text", "");
    one.querySelector(".unseen").textContent = ": " + text.slice(0, 40);
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    if (sending) return;
    var text = field.value;
    if (!text.trim()) { tell(words.empty, true); field.focus(); return; }
    if (Array.from(text).length > Number(form.dataset.longest)) { tell(words.long, true); field.focus(); return; }
    var key = queue.uuid();
    sending = true;
    queue.give({ kind: "idea", key: key, text: text, helper: helper.value }).then(function (done) {
      sending = false;
      if (done.ok === false) return;   // told below; the words still stand in the field
      if (field.value === text) field.value = "";
      queue.hold("idea", "");
      show(key, text);
      tell(words.kept);
      field.focus();
    });
  });

  /* Refused: the words come back into the field, or stay in the list with the reason beside them. */
  queue.onanswer(function (act, result) {
    if (result.ok || act.kind !== "idea") return false;
    var one = find(act.key);
    if (!field.value || field.value === act.text) {
      field.value = act.text;
      hold();
      if (one) one.remove();
      tell(words.notKept + " " + result.text, true);
      return true;
    }
    if (!one) { show(act.key, act.text); one = find(act.key); }
    var why = document.createElement("p");
    why.className = "why";
    why.textContent = words.notKept + " " + result.text;
    one.appendChild(why);
    return true;
  });

  // --- taking back ------------------------------------------------------------------------------

  function takeBack(one) {
    var text = one.querySelector(".idea").textContent;
    queue.give({ kind: "idea-gone", idea: one.dataset.key });
    one.dataset.text = text;
    one.textContent = "";
    one.appendChild(fresh("gone-one"));
    one.querySelector("[data-put-back]").focus();
  }

  function putBack(one) {
    var text = one.dataset.text;
    var key = one.dataset.key = queue.uuid();
    queue.give({ kind: "idea", key: key, text: text, helper: helper.value });
    one.textContent = "";
    var again = fresh("own-one").firstElementChild;
    while (again.firstChild) one.appendChild(again.firstChild);
    dress(one, text);
    one.querySelector("[data-take-back]").focus();
  }

  list.addEventListener("submit", function (event) {
    event.preventDefault();
    takeBack(event.target.closest("li"));
  });
  list.addEventListener("click", function (event) {
    if (event.target.closest("[data-take-back]")) takeBack(event.target.closest("li"));
    if (event.target.closest("[data-put-back]")) putBack(event.target.closest("li"));
  });

  // --- coming back ---------------------------------------------------------------------------

  queue.pending().then(function (acts) {
    acts.forEach(function (act) {
      if (act.kind === "idea") show(act.key, act.text);
      var gone = act.kind === "idea-gone" && find(act.idea);
      if (gone) gone.remove();
    });
  });
  queue.held("idea").then(function (text) {
    if (field.value) hold();   // written before this script was there
    else if (text) field.value = text;
  });
  function hold() { queue.hold("idea", field.value); }
  field.addEventListener("input", function () {
    tell("");
    clearTimeout(pause);
    pause = setTimeout(hold, 400);
  });
  document.addEventListener("visibilitychange", function () { if (document.hidden) hold(); });

  // --- others --------------------------------------------------------------------------------

  var others = document.getElementById("others"), shown = document.getElementById("others-ideas");
  var nobody = document.getElementById("nobody"), state = "", asking = 0;

  /* What is new comes last, so that nothing moves under somebody's eyes. */
  function fill(ideas) {
    var still = {};
    ideas.forEach(function (idea) { still[idea.id] = true; });
    [].forEach.call(shown.querySelectorAll("[data-id]"), function (one) {
      if (still[one.dataset.id]) delete still[one.dataset.id]; else one.remove();
    });
    ideas.forEach(function (idea) {
      if (!still[idea.id]) return;
      var one = document.createElement("li"), text = document.createElement("span");
      one.dataset.id = idea.id;
      text.className = "idea";
      text.dir = "auto";
      text.textContent = idea.text;
      text.setAttribute("data-aloud-text", "");
      one.appendChild(text);
      shown.appendChild(one);
    });
    nobody.hidden = ideas.length > 0;
  }

  function ask() {
    clearTimeout(asking);
    if (!others.open || document.hidden) return;
    fetch(others.dataset.url, {
      cache: "no-store", credentials: "same-origin", headers: { "Accept": "application/json", "If-None-Match": state }
    }).then(function (answer) {
      if (answer.status !== 200) return answer.status === 304;
      state = answer.headers.get("ETag") || "";
      return answer.json().then(function (said) { fill(said.ideas); return true; });
    }).catch(function () { return true; }).then(function (again) {
      asking = setTimeout(ask, again ? 4000 : 20000);
    });
  }
  if (others) {
    others.addEventListener("toggle", ask);
    document.addEventListener("visibilitychange", ask);
  }
})();
