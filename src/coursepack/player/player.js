/* Plays a course: one block at a time, and keeps where somebody is.

   It finds <main data-course-player data-adapter data-course data-words data-state ...> with the contents or a
   lesson inside (pages.py). Without this script all of it can be read and answered too. */
(function () {
  "use strict";
  const cp = (window.coursepack = window.coursepack || {});
  const IDLE = 60000;
  const made = cp.made;

  function play(root) {
    const given = Object.assign({}, root.dataset);
    const course = JSON.parse(given.course);
    const words = JSON.parse(given.words);
    const rules = cp.playing(course);
    const single = ["scorm12", "scorm2004", "cmi5"].includes(given.adapter);   // one window, from begin to end
    let state = cp.state.read(given.state || "") || cp.state.begin();
    let view = null;          // of the lesson that is shown: {lesson, sections, at, ...}
    let contents = null;      // the page with all lessons, when this window has it
    let home = "";
    const notice = made("p", { className: "cp-saving" });
    notice.setAttribute("role", "status");
    root.removeAttribute("data-token");

    function say(key, facts) {
      const known = Object.assign({}, facts);
      const which = known.n === 1 && words[key + "-1"] ? key + "-1" : key;
      return (words[which] || "").replace(/\{(\w+)\}/g, (all, name) => (name in known ? known[name] : all));
    }

    function tell(text, how) {
      if (notice.textContent !== text) notice.textContent = text;
      notice.dataset.how = how;
    }

    // --- keeping ------------------------------------------------------------------------------

    function now() {
      const done = rules.every.filter((n) => state.done.has(n)).length;
      return {
        text: cp.state.write(state), state, at: state.at, complete: rules.complete(state), passed: rules.passed(state),
        share: rules.every.length ? done / rules.every.length : 0,
      };
    }

    const keeper = {
      given, course,
      saving(how) {
        const key = { waiting: "saving-failed", not: "not-saved", ended: "link-ended" }[how];
        if (key) tell(say(key), how);
        else if (notice.dataset.how === "waiting" || notice.dataset.how === "not") {
          tell(say("saved-again"), "well");
          setTimeout(() => { if (notice.dataset.how === "well") tell("", ""); }, 5000);
        }
      },
      joined(text, ours) {
        const theirs = cp.state.read(text);
        if (!theirs) return;
        const before = cp.state.write(state);
        state = rules.joined(state, theirs);
        if (ours) Object.keys(theirs.answers).forEach((n) => { if (!(n in state.answers)) state.answers[n] = theirs.answers[n]; });
        if (cp.state.write(state) === before) return;
        if (view) view.resume();
        progress();
        if (ours) keep();
      },
      home(address) { home = address; },
    };
    let adapter = cp.adapters[given.adapter](keeper);

    function keep() { adapter.save(now()); }

    function change(next) {
      const before = cp.state.write(state);
      state = next;
      return cp.state.write(state) !== before;
    }

    // --- time: only while somebody looks and does something -------------------------------------

    let last = Date.now();
    ["pointerdown", "pointermove", "keydown", "scroll", "touchstart", "input"].forEach((kind) =>
      addEventListener(kind, () => { last = Date.now(); }, { passive: true, capture: true }));
    setInterval(() => {
      if (!view || document.visibilityState !== "visible") return;
      const listens = Array.from(root.querySelectorAll("audio, video")).some((one) => !one.paused);
      if (!listens && Date.now() - last > IDLE) return;
      state.seconds[view.number] = (state.seconds[view.number] || 0) + 1;
    }, 1000);

    // --- a lesson -------------------------------------------------------------------------------

    function lesson(page, wanted) {
      const number = Number(page.dataset.lesson);
      const known = course.lessons.find((one) => one.number === number);
      const sections = Array.from(page.querySelectorAll(".cp-block"));
      const end = page.querySelector(".cp-end");
      const all = sections.concat(end);
      const place = made("p", { className: "cp-place" });
      const bar = made("progress", { className: "cp-bar", max: sections.length });
      bar.setAttribute("aria-label", say("progress"));
      const back = made("button", { type: "button", className: "cp-second cp-back", textContent: say("previous") });
      const on = made("button", { type: "button", className: "cp-on" });
      const steps = made("div", { className: "cp-steps" }, back, on);
      const alive = [];
      let at = -1;

      page.classList.add("cp-playing");
      cp.aloud.forget();
      page.querySelector(".cp-blocks").before(made("div", { className: "cp-where" }, place, bar));
      page.append(steps);
      const player = {
        course, words, say, reaches: given.adapter === "own",
        get state() { return state; },
        isTested: rules.isTested,
        taken: () => rules.taken(state),
        does(n) { if (change(rules.did(state, n))) keep(); },
        retell(n) {
          const next = cp.state.copy(state);
          delete next.answers[n];
          if (change(next)) keep();
        },
        answer(n, code, ended) {
          const before = rules.taken(state);
          if (change(rules.answered(state, n, code, ended))) keep();
          weigh();
          if (!before && rules.taken(state)) marked();
        },
      };
      all.forEach((section) => {
        const heading = section.querySelector("h2");
        heading.tabIndex = -1;
        if (section === end) return;
        alive.push(cp.blocks.enliven(section, player));
        heading.after(cp.aloud.button(section, page.lang.slice(0, 2), { reading: say("reading"), stop: say("stop-reading") }));
      });

      function go(to, quietly) {
        const leaving = sections[at];
        cp.aloud.stop();
        if (leaving) leaving.querySelectorAll("audio, video").forEach((one) => one.pause());
        at = Math.max(0, Math.min(all.length - 1, to));
        all.forEach((section, n) => { section.hidden = n !== at; });
        page.dataset.place = at === 0 ? "first" : "further";
        const here = sections[at];
        place.textContent = here ? say("place", { n: at + 1, all: sections.length }) : "";
        bar.value = here ? at + 1 : sections.length;
        back.hidden = at === 0;
        on.hidden = !here;
        on.textContent = at === sections.length - 1 ? say("to-end") : say("next");
        weigh();
        if (here) {
          state.at = Number(here.dataset.number);
          try { history.replaceState(history.state, "", "#" + here.id); } catch (file) { /* no address to change */ }
        } else closing();
        if (!quietly) {
          const heading = all[at].querySelector("h2");
          heading.focus({ preventScroll: true });
          (at === 0 ? page : page.querySelector(".cp-where")).scrollIntoView();
        }
      }

      function asks(section) { return section.dataset.kind === "question" || section.querySelector("[data-story] button"); }

      /* One thing to do stands out: to answer, or to go on. */
      function weigh() {
        const here = sections[at];
        if (!here) return;
        const first = asks(here) && !state.done.has(Number(here.dataset.number));
        on.classList.toggle("cp-second", Boolean(first));
        here.querySelectorAll("form[data-form=answer] button:not([type=button])").forEach((one) => one.classList.toggle("cp-second", !first));
      }

      on.addEventListener("click", () => {
        const here = sections[at];
        if (!asks(here)) change(rules.did(state, Number(here.dataset.number)));
        go(at + 1);
        keep();
      });
      back.addEventListener("click", () => go(at - 1));

      function to(n) { return sections.findIndex((section) => Number(section.dataset.number) === n); }

      function way(section, more) {
        const link = made("a", { href: "#" + section.id, textContent: section.querySelector("h2").textContent });
        link.addEventListener("click", (event) => {
          event.preventDefault();
          go(sections.indexOf(section));
        });
        return made("li", {}, link, more || "");
      }

      /* What is still to do, and of the test how it went. */
      function closing() {
        const left = end.querySelector("[data-left]");
        const open = sections.filter((section) => !state.done.has(Number(section.dataset.number)));
        left.replaceChildren(...(open.length
          ? [made("p", { textContent: say("left") }), made("ul", {}, ...open.map((section) => way(section)))]
          : [made("p", { textContent: say("lesson-done") })]));
        const result = end.querySelector("[data-result]");
        if (result) outcome(result);
      }

      function outcome(result) {
        if (!rules.taken(state)) { result.replaceChildren(); return; }
        const tested = sections.filter((section) => "tested" in section.dataset);
        const right = cp.marking.right(course.tested, state.answers);
        const again = made("button", { type: "button", className: "cp-second", textContent: say("again") });
        again.addEventListener("click", () => {
          if (change(rules.again(state))) keep();
          alive.forEach((one) => one.resume());
          go(sections.indexOf(tested[0]));
        });
        const passed = rules.passed(state);
        const verdict = made("p", { className: "cp-verdict", textContent: said() });
        verdict.dataset.good = passed ? "yes" : "no";
        const list = made("ul", { className: "cp-results" }, ...tested.map((section) => {
          const number = Number(section.dataset.number);
          const good = cp.marking.isRight(course.tested[number], state.answers[number]) === true;
          const mark = made("span", { textContent: " " + say(good ? "right" : "wrong") });
          mark.dataset.good = good ? "yes" : "no";
          return way(section, mark);
        }));
        result.replaceChildren(made("p", { textContent: say("result", { right, n: tested.length }) }), verdict, list,
          made("p", { className: "cp-act" }, again));
      }

      function marked() {
        alive.forEach((one) => one.resume());
        go(sections.length);
        keep();
      }

      const asked = wanted || Number((/^#b([0-9]+)$/.exec(location.hash) || [])[1]) || state.at;
      go(location.hash === "#end" && !wanted ? sections.length : Math.max(0, to(asked)), true);
      view = {
        number, known,
        resume() { alive.forEach((one) => one.resume()); weigh(); if (at === sections.length) closing(); },
        focus() { all[at].querySelector("h2").focus({ preventScroll: true }); page.scrollIntoView(); },
      };
    }

    // --- the contents -----------------------------------------------------------------------------

    function said() {
      const passed = rules.passed(state);
      if (passed === null) return rules.complete(state) ? say("all-done") : "";
      return say(passed ? "passed" : "not-passed",
        { right: rules.least(state.best), n: Object.keys(course.tested).length, need: rules.least(course.mark) });
    }

    function progress() {
      if (!contents) return;
      course.lessons.forEach((one) => {
        const item = contents.querySelector("li[data-lesson='" + one.number + "']");
        const done = one.blocks.filter((n) => state.done.has(n)).length;
        item.toggleAttribute("data-done", done === one.blocks.length);
        item.querySelector("[data-progress]").textContent = say("lesson-progress", { done, n: one.blocks.length });
      });
      contents.querySelector("[data-outcome]").textContent = said();
      const go = contents.querySelector("[data-go]");
      const place = course.lessons.find((one) => one.blocks.includes(state.at));
      const over = rules.complete(state);
      const to = (!over && place) || course.lessons[0];
      go.textContent = say(over ? "look-back" : place ? "go-on" : "begin");
      go.dataset.toLesson = to.number;
      const link = contents.querySelector("li[data-lesson='" + to.number + "'] a");
      go.href = link.getAttribute("href") + (!over && place ? "#b" + state.at : "");
    }

    function leaveLesson() {
      if (!view) return;
      view = null;
      keep();
    }

    /* In a learning system's window: the page of a lesson takes the place of this one. */
    function open(address, number, wanted, quietly) {
      const asking = new XMLHttpRequest();
      asking.open("GET", address.split("#")[0]);
      asking.responseType = "document";
      asking.onload = () => {
        const page = asking.response && asking.response.querySelector(".cp[data-view=lesson]");
        if (!page) { missing(); return; }
        for (const [selector, name] of [["[src]", "src"], ["a[href]", "href"], ["[poster]", "poster"]]) {
          page.querySelectorAll(selector).forEach((one) => {
            if (!one.getAttribute(name).startsWith("#")) one.setAttribute(name, one[name]);
          });
        }
        if (notice.dataset.how === "missing") tell("", "");
        leaveLesson();
        const own = document.importNode(page, true);
        root.querySelector(".cp").replaceWith(own);
        lesson(own, wanted);
        if (!quietly) view.focus();
      };
      asking.onerror = missing;
      asking.send();

      function missing() {
        tell(say("lesson-missing"), "missing");
      }
    }

    function back() {
      leaveLesson();
      root.querySelector(".cp").replaceWith(contents);
      progress();
      const heading = contents.querySelector("h1");
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      contents.scrollIntoView();
    }

    root.addEventListener("click", (event) => {
      const link = event.target.closest && event.target.closest("a[data-to-lesson], a[data-contents]");
      if (!link || !single || event.ctrlKey || event.metaKey) return;
      if (link.hasAttribute("data-contents")) {
        if (!contents) return;
        event.preventDefault();
        back();
        return;
      }
      event.preventDefault();
      const wanted = link.hasAttribute("data-go") && !rules.complete(state) ? state.at : 0;
      const number = Number(link.dataset.toLesson);
      const known = course.lessons.find((one) => one.number === number);
      open(link.href, number, wanted || (known.blocks.includes(state.at) ? state.at : known.blocks[0]));
    });

    // --- begin and end ------------------------------------------------------------------------------

    function begin(text) {
      const kept = cp.state.read(text);
      if (kept) state = kept;
      const page = root.querySelector(".cp");
      if (page.dataset.view === "lesson") {
        lesson(page);
        return;
      }
      contents = page;
      progress();
      if (home) {
        const leave = made("button", { type: "button", className: "cp-quiet", textContent: say("leave") });
        leave.addEventListener("click", () => {
          left = true;
          const away = () => location.assign(home);
          Promise.race([adapter.leave(now(), true), new Promise((late) => setTimeout(late, 3000))]).then(away, away);
        });
        page.append(made("p", { className: "cp-act" }, leave));
      }
      const place = course.lessons.find((one) => one.blocks.includes(state.at));
      if (single && place && !rules.complete(state)) {
        open(page.querySelector("li[data-lesson='" + place.number + "'] a").href, place.number, state.at, true);
      }
    }

    let left = false;
    function gone() {
      if (left) return;
      left = true;
      cp.aloud.stop();
      adapter.leave(now());
    }
    addEventListener("pagehide", gone);
    addEventListener("pageshow", (event) => {
      if (!event.persisted) return;
      if (single) location.reload(); else left = false;   // back to this page as it was
    });
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden" && !left) keep(); });

    root.prepend(notice);
    adapter.start().then((text) => {
      if (text !== null) return text;
      adapter = cp.adapters.none(keeper);   // at least this browser remembers
      return adapter.start();
    }).then((text) => {
      begin(text);
      root.dataset.playing = "";
    });
  }

  document.querySelectorAll("[data-course-player]").forEach(play);
})();
