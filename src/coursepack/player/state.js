/* Where somebody is in a course, as a short string: the same as state.py, which says what each part means.

   coursepack.state.read("1|4|f|5:2||1:2s")  -> {at, done: Set, answers, best, tries, seconds}, or null
   coursepack.state.write(state)             -> string */
(function () {
  "use strict";
  const cp = (window.coursepack = window.coursepack || {});
  const MOST_SECONDS = Math.pow(36, 4) - 1;
  const MOST_TRIES = 35;
  const ANSWER = "[0-9a-z]{1,3}:[0-9a-z+-]{1,12}";
  const SPENT = "[0-9a-z]{1,2}:[0-9a-z]{1,4}";
  const SHAPE = new RegExp(
    "^1\\|([0-9a-z]{1,3})\\|((?:[0-9a-f]{1,8}(?:\\.[0-9a-f]{1,8})*)?)\\|((?:" +
      ANSWER + "(?:," + ANSWER + ")*)?)\\|((?:[0-9]{1,3}\\.[0-9a-z])?)\\|((?:" + SPENT + "(?:," + SPENT + ")*)?)$"
  );

  function begin() {
    return { at: 0, done: new Set(), answers: {}, best: null, tries: 0, seconds: {} };
  }

  function pairs(text) {
    return text ? text.split(",").map((pair) => {
      const colon = pair.indexOf(":");
      return [parseInt(pair.slice(0, colon), 36), pair.slice(colon + 1)];
    }) : [];
  }

  function read(text) {
    if (text === "") return begin();
    const found = SHAPE.exec(text);
    if (!found) return null;
    const state = begin();
    state.at = parseInt(found[1], 36);
    (found[2] ? found[2].split(".") : []).forEach((word, place) => {
      const bits = parseInt(word, 16);
      for (let bit = 0; bit < 32; bit++) {
        if (Math.floor(bits / Math.pow(2, bit)) % 2) state.done.add(32 * place + bit + 1);
      }
    });
    pairs(found[3]).forEach(([number, code]) => { state.answers[number] = code; });
    if (found[4]) {
      const [best, tries] = found[4].split(".");
      if (Number(best) > 100) return null;
      state.best = Number(best);
      state.tries = parseInt(tries, 36);
    }
    pairs(found[5]).forEach(([number, spent]) => { state.seconds[number] = parseInt(spent, 36); });
    return state;
  }

  function ascending(table) {
    return Object.keys(table).map(Number).sort((a, b) => a - b);
  }

  function write(state) {
    const words = [];
    state.done.forEach((number) => {
      const place = Math.floor((number - 1) / 32);
      while (words.length <= place) words.push(0);
      words[place] += Math.pow(2, (number - 1) % 32);
    });
    const answers = ascending(state.answers).map((n) => n.toString(36) + ":" + state.answers[n]);
    const test = state.best === null ? "" : state.best + "." + Math.min(state.tries, MOST_TRIES).toString(36);
    const seconds = ascending(state.seconds)
      .map((n) => n.toString(36) + ":" + Math.min(Math.floor(state.seconds[n]), MOST_SECONDS).toString(36));
    return [
      "1", state.at.toString(36), words.map((word) => word.toString(16)).join("."), answers.join(","), test,
      seconds.join(","),
    ].join("|");
  }

  function copy(state) {
    return {
      at: state.at, done: new Set(state.done), answers: Object.assign({}, state.answers), best: state.best,
      tries: state.tries, seconds: Object.assign({}, state.seconds),
    };
  }

  cp.state = { begin, read, write, copy };
})();
