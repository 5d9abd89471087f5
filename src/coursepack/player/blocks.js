/* Makes a block alive: checks an answer at once, tells a story step by step, puts things in order by buttons.

   coursepack.blocks.enliven(section, play) -> {resume()}; play is the player:
   play.state, play.answer(number, code, ended), play.does(number), play.isTested(number), play.taken(),
   play.words, play.say(key, facts), play.reaches (a server stands behind the forms), play.retell(number) */
(function () {
  "use strict";
  const cp = (window.coursepack = window.coursepack || {});
  const SIGNS = cp.marking.SIGNS;

  function made(tag, properties, ...children) {
    const element = Object.assign(document.createElement(tag), properties || {});
    element.append(...children);
    return element;
  }
  cp.made = made;

  /* The contents of a template or of what can be opened, taken off the page. */
  function taken(holder) {
    if (!holder) return document.createDocumentFragment();
    const content = holder.content ? document.importNode(holder.content, true) : document.createDocumentFragment();
    if (!holder.content) {
      holder.querySelectorAll("summary, .cp-verdict").forEach((one) => { if (one.parentNode === holder) one.remove(); });
      content.append(...holder.childNodes);
    }
    holder.remove();
    return content;
  }

  function enliven(section, play) {
    const number = Number(section.dataset.number);
    const kind = section.dataset.kind;
    section.querySelectorAll("form.cp-did").forEach((form) => form.remove());
    section.querySelectorAll(".cp-done").forEach((told) => told.remove());
    if (kind === "question") return question(section, number, play);
    if (kind === "case" && section.querySelector("[data-whole] [data-choice]")) return story(section, number, play);
    section.querySelectorAll("[data-whole]").forEach((whole) => whole.remove());
    const form = section.querySelector("form[data-form=words]");
    if (form) ownWords(form, number, play, () => play.does(number));
    return { resume() {} };
  }

  // --- own words ------------------------------------------------------------------------------

  /* Kept by our site, sealed; or else in this browser only. They never go to a learning system. */
  function ownWords(form, number, play, written, needed) {
    const area = form.querySelector("textarea");
    const told = form.querySelector(".cp-told");
    const wipe = form.querySelector("[data-wipe]");
    const name = "coursepack:" + play.course.key + ":words:" + number;
    form.querySelectorAll("button").forEach((button) => { button.hidden = false; });
    if (!play.reaches) area.value = cp.cupboard.get(name) || "";
    const look = () => { wipe.hidden = !area.value; };
    look();

    function keep(words, said) {
      if (!play.reaches) {
        if (words) cp.cupboard.put(name, words); else cp.cupboard.drop(name);
        told.textContent = said;
        return Promise.resolve(true);
      }
      return fetch(form.action, { method: "POST", credentials: "same-origin", body: new URLSearchParams(new FormData(form)) })
        .then((answer) => {
          told.textContent = answer.ok ? said : play.say("words-not-kept");
          return answer.ok;
        })
        .catch(() => { told.textContent = play.say("words-not-kept"); return false; });
    }

    area.addEventListener("input", () => {
      look();
      told.textContent = "";
      if (!play.reaches) cp.cupboard.put(name, area.value);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (needed && !area.value.trim()) {
        told.textContent = play.say("not-written");
        area.focus();
        return;
      }
      keep(area.value.trim(), play.say("kept-words")).then((well) => { if (well) written(area.value.trim()); });
    });
    wipe.addEventListener("click", () => {
      area.value = "";
      look();
      keep("", play.say("wiped"));
      area.focus();
    });
  }

  // --- a question -----------------------------------------------------------------------------

  function question(section, number, play) {
    const data = section.dataset;
    const key = { kind: data.question, size: data.size, right: data.right, low: data.low, high: data.high, from: data.from, to: data.to };
    const form = section.querySelector("form[data-form=answer]");
    const told = form.querySelector(".cp-told");
    const button = form.querySelector(".cp-act button");
    const answerKey = made("div", { className: "cp-key", hidden: true });
    answerKey.append(taken(section.querySelector("[data-key]")));
    form.after(answerKey);
    button.hidden = false;
    form.noValidate = true;
    const order = key.kind === "order" ? ordering(form, play) : null;

    function given() {
      const values = Array.from(form.querySelectorAll("input[name=answer]:checked")).map((input) => SIGNS[input.value]);
      switch (key.kind) {
        case "choice": return values.join("");
        case "several": return values.join("") || "-";
        case "estimate": {
          const typed = form.elements.answer.value.trim();
          return /^-?[0-9]{1,9}$/.test(typed) ? String(Number(typed)) : typed;
        }
        case "open": return form.elements.words.value.trim() ? "+" : "";
        default: return Array.from(form.querySelectorAll("select")).map((one) => SIGNS[one.value] || "").join("");
      }
    }

    function fill(code) {
      const signs = Array.from(code);
      form.querySelectorAll("input[name=answer]").forEach((input) => {
        if (key.kind === "estimate") input.value = code;
        else input.checked = signs.includes(SIGNS[input.value]);
      });
      form.querySelectorAll("select").forEach((select, row) => { select.value = signs.length ? String(SIGNS.indexOf(signs[row])) : ""; });
      if (order) order.retell();
    }

    function verdict(code, right) {
      told.textContent = right === null ? "" : play.say(right ? "right" : "wrong");
      told.dataset.good = right === null ? "" : right ? "yes" : "no";
      answerKey.querySelectorAll("[data-of]").forEach((option) => {
        const mine = code.includes(SIGNS[option.dataset.of]);
        option.hidden = !mine && !("right" in option.dataset);
        option.querySelector("[data-yours]").hidden = !mine;
      });
      answerKey.hidden = false;
    }

    function hide() {
      told.textContent = "";
      delete told.dataset.good;
      answerKey.hidden = true;
    }

    function lock(locked) {
      form.querySelectorAll("input, select, .cp-order button").forEach((one) => { one.disabled = locked; });
      button.hidden = locked;
      if (order && !locked) order.retell();
    }

    function resume() {
      const code = play.state.answers[number] || "";
      const valid = cp.marking.isAnswer(key, code);
      if (key.kind !== "open") fill(valid ? code : "");
      if (!play.isTested(number)) {
        if (valid) verdict(code, cp.marking.isRight(key, code)); else hide();
        return;
      }
      const shown = play.taken();
      lock(shown);
      if (shown) verdict(code, cp.marking.isRight(key, code));
      else {
        hide();
        if (valid) told.textContent = play.say("kept");
      }
    }

    function submit(event) {
      event.preventDefault();
      const code = given();
      if (!cp.marking.isAnswer(key, code)) {
        delete told.dataset.good;
        told.textContent = play.say(key.kind === "estimate" ? "not-between" : "not-chosen", { low: key.low, high: key.high });
        const first = form.querySelector("input:not([type=hidden]), select");
        if (first) first.focus();
        return;
      }
      if (!play.isTested(number)) verdict(code, cp.marking.isRight(key, code));
      else told.textContent = play.say("kept");
      play.answer(number, code);
    }

    if (key.kind === "open") {
      ownWords(form, number, play, () => {
        answerKey.hidden = false;
        play.answer(number, "+");
      }, true);
    } else {
      form.addEventListener("submit", submit);
      form.addEventListener("change", () => { if (!play.isTested(number)) hide(); else told.textContent = ""; });
    }
    resume();
    return { resume };
  }

  /* Rows to choose in become a list with buttons; the rows stay underneath, and are what is sent. */
  function ordering(form, play) {
    const rows = form.querySelector("[data-rows]");
    const selects = Array.from(rows.querySelectorAll("select"));
    const texts = {};
    const places = Array.from(selects[0].options).filter((one) => one.value !== "").map((one) => { texts[one.value] = one.textContent; return one.value; });
    const list = made("ol", { className: "cp-order" });
    const said = made("p", { className: "cp-unseen", role: "status" });
    said.setAttribute("role", "status");
    const how = made("p", { className: "cp-hint", textContent: play.say("order-how") });
    rows.querySelectorAll(".cp-row").forEach((row) => { row.hidden = true; });
    rows.append(how, list, said);

    function items() { return selects.map((select) => select.value); }

    function move(from, to, focused) {
      const now = items();
      now.splice(to, 0, now.splice(from, 1)[0]);
      now.forEach((value, place) => { selects[place].value = value; });
      draw();
      const buttons = list.children[to].querySelectorAll("button");
      const same = buttons[focused];
      (same.disabled ? buttons[1 - focused] : same).focus();
      said.textContent = play.say("moved", { text: texts[now[to]], n: to + 1 });
      selects[0].dispatchEvent(new Event("change", { bubbles: true }));
    }

    function draw() {
      list.replaceChildren(...items().map((value, place, all) => {
        const up = made("button", { type: "button", className: "cp-second", textContent: "↑", disabled: place === 0 });
        const down = made("button", { type: "button", className: "cp-second", textContent: "↓", disabled: place === all.length - 1 });
        up.setAttribute("aria-label", play.say("up", { text: texts[value] }));
        down.setAttribute("aria-label", play.say("down", { text: texts[value] }));
        up.addEventListener("click", () => move(place, place - 1, 0));
        down.addEventListener("click", () => move(place, place + 1, 1));
        return made("li", {}, made("span", { textContent: texts[value] }), up, down);
      }));
    }

    function retell() {
      if (items().some((value) => value === "")) places.forEach((value, place) => { selects[place].value = value; });
      draw();
    }

    retell();
    return { retell };
  }

  // --- a story --------------------------------------------------------------------------------

  function story(section, number, play) {
    const stage = section.querySelector("[data-story]");
    const whole = taken(section.querySelector("[data-whole]"));
    const steps = Array.from(whole.querySelectorAll("[data-step]")).map((step) => ({
      key: step.dataset.step, text: step.querySelector("[data-text]"), choices: Array.from(step.querySelectorAll("[data-choice]")),
    }));

    function walk(way) {
      const told = [];
      let step = steps[0];
      for (const sign of way.slice(0, 12)) {
        const choice = step && SIGNS.includes(sign) ? step.choices[SIGNS.indexOf(sign)] : undefined;
        if (!choice) break;
        told.push({ step, choice });
        step = steps.find((one) => one.key === choice.dataset.to && choice.dataset.to);
      }
      if (step) told.push({ step, choice: null });
      return told;
    }

    function copies(holder) { return Array.from(holder.childNodes, (node) => node.cloneNode(true)); }

    function tell(way, at) {
      const told = walk(way);
      const parts = told.map(({ step, choice }) => {
        const part = made("div", { className: "cp-told-step" }, made("div", {}, ...copies(step.text)));
        if (choice) part.append(came(choice));
        else if (step.choices.length) {
          part.append(made("p", { className: "cp-asks", textContent: play.say("story-choose") }));
          step.choices.forEach((one, place) => {
            const button = made("button", { type: "button", className: "cp-option-button", textContent: one.querySelector("[data-words]").textContent });
            button.addEventListener("click", () => choose(way + SIGNS[place]));
            part.append(made("p", {}, button));
          });
        }
        return part;
      });
      const last = told[told.length - 1];
      const ended = !last.step.choices.length || (last.choice && !last.choice.dataset.to);
      if (ended && way) {
        const again = made("button", { type: "button", className: "cp-second", textContent: play.say("story-again") });
        again.addEventListener("click", () => {
          play.retell(number);
          tell("", 0);
        });
        parts.push(made("p", { className: "cp-hint", textContent: play.say("story-ended") }), made("p", { className: "cp-act" }, again));
      }
      stage.replaceChildren(...parts);
      const to = at === undefined ? null : stage.querySelectorAll(".cp-came")[at - 1] || stage.firstElementChild;
      if (to) {
        to.tabIndex = -1;
        to.focus();
      }
      return ended;
    }

    function came(choice) {
      const good = choice.dataset.good;
      const part = made("div", { className: "cp-came" }, made("p", { className: "cp-chosen",
        textContent: play.say("story-chosen", { text: choice.querySelector("[data-words]").textContent }) }));
      if (good) {
        part.dataset.good = good;
        part.append(made("p", { className: "cp-verdict", textContent: play.say(good === "yes" ? "story-good" : "story-bad") }));
      }
      part.append(...copies(choice.querySelector("[data-reply]")));
      return part;
    }

    function choose(way) {
      const ended = tell(way, way.length);
      play.answer(number, way, ended);
    }

    function resume() {
      const way = play.state.answers[number] || "";
      const made = walk(way).filter((one) => one.choice).length;
      tell(way.slice(0, made));
    }

    resume();
    return { resume };
  }

  cp.blocks = { enliven };
})();
