/* Rating goes on without waiting for the network: an answer is kept when it is chosen, the next slip is there at
   once. Without this script it is a form with one button. */
(function () {
  "use strict";
  var werkwijs = window.werkwijs || {}, queue = werkwijs.queue, source = document.getElementById("rate-data");
  if (!queue || !werkwijs.clock || !source || !window.history.pushState) return;
  function by(id) { return document.getElementById(id); }
  var data = JSON.parse(source.textContent), words = data.words, all = data.statements, place = data.place;
  var form = by("rate"), heading = by("statement"), back = by("back"), title = document.title.split(" - ").pop();
  var clock = werkwijs.clock(data.now, data.last);

  function fill(text, facts) { return text.replace(/\{(\w+)\}/g, function (whole, name) { return name in facts ? facts[name] : whole; }); }
  function say(text) { by("said").textContent = text; }
  function chosen() { return form.querySelector("input[name=value]:checked"); }
  function address(at) { return location.pathname.replace(/\d+\/$/, at + "/"); }

  function show(moved) {
    var now = all[place - 1];
    by("words").textContent = now.text;
    heading.removeAttribute("data-sound");
    heading.removeAttribute("data-spoken");
    if (now.sound) heading.dataset.sound = now.sound;
    if (now.spoken) heading.dataset.spoken = now.spoken;
    by("picture").hidden = !now.picture;
    if (now.picture) by("picture").src = now.picture;
    by("picture").alt = now.alt || "";
    [].forEach.call(form.querySelectorAll("input[name=value]"), function (step) { step.checked = step.value === now.answer; });
    form.elements.statement.value = now.id;
    form.elements.place.value = place;
    form.elements.key.value = queue.uuid();
    by("count").textContent = fill(words.count, { n: place, size: all.length });
    document.title = by("count").textContent + " - " + title;
    back.hidden = place === 1;
    if (place > 1) back.href = address(place - 1);
    say(now.answer === "skip" ? words.skipped : "");
    if (werkwijs.aloud) { werkwijs.aloud.stop(); werkwijs.aloud.look(); }
    if (moved) heading.focus();
  }

  function go(to) {
    place = to;
    history.pushState({ place: to }, "", address(to));
    show(true);
  }

  function give(answer) {
    var now = all[place - 1], act = { kind: "rate", scale: data.scale, statement: now.id, value: null, at: clock() };
    if (answer === "skip" || answer === "unknown") act.missing = words.missing[answer]; else act.value = Number(answer);
    now.answer = answer;
    queue.give(act, "rate-" + data.scale + "-" + now.id);
  }

  function keep() {
    give(chosen().value);
    say(words.kept);
  }

  form.addEventListener("change", function (event) { if (event.target.name === "value") keep(); });

  form.addEventListener("click", function (event) {
    var button = event.target.closest("button"), skips = button && button.id === "skip";
    if (!button || (button.id !== "onward" && !skips)) return;
    if (!werkwijs.tapped(event)) { event.preventDefault(); return; }
    if (!skips && !chosen()) {
      event.preventDefault();
      say(words.choose);
      return;
    }
    if (place === all.length) return;   // what comes next is not on this page: the form goes to the server
    event.preventDefault();
    if (skips) give("skip");
    go(place + 1);
  });

  back.addEventListener("click", function (event) {
    if (place === 1) return;
    event.preventDefault();
    go(place - 1);
  });

  addEventListener("popstate", function (event) {
    place = (event.state && event.state.place) || data.place;
    show(true);
  });

  /* On a slow telephone people are quicker than this script: what they chose already is kept as well. */
  if (chosen() && chosen().value !== all[place - 1].answer) keep();

  queue.pending().then(function (acts) {
    var now = all[place - 1], seen = now.answer;
    acts.forEach(function (act) {
      if (act.kind !== "rate" || act.scale !== data.scale) return;
      var about = all.filter(function (one) { return one.id === act.statement; })[0];
      if (!about) return;
      about.answer = act.value !== null ? String(act.value) : act.missing === words.missing.skip ? "skip" : "unknown";
    });
    if (now.answer !== seen) show(false);   // what was chosen meanwhile stands there already, and was told to be kept
  });
})();
