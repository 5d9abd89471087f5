/* Is an answer right? The same as marking.py. A key is what a page tells of a question:
   {kind, size, right} or, of an estimate, {kind, low, high, from, to}. */
(function () {
  "use strict";
  const cp = (window.coursepack = window.coursepack || {});
  const SIGNS = "0123456789abcdefghijklmnopqrstuvwxyz";

  function isAnswer(key, answer) {
    const signs = SIGNS.slice(0, Number(key.size) || 0);
    const given = Array.from(answer);
    const known = given.every((sign) => signs.includes(sign));
    switch (key.kind) {
      case "choice":
        return given.length === 1 && known;
      case "several":
        return answer === "-" ||
          (given.length > 0 && known && given.every((sign, n) => n === 0 || SIGNS.indexOf(given[n - 1]) < SIGNS.indexOf(sign)));
      case "order":
        return known && given.length === signs.length && new Set(given).size === signs.length;
      case "match":
        return known && given.length === signs.length;
      case "estimate":
        return /^-?[0-9]{1,9}$/.test(answer) && Number(key.low) <= Number(answer) && Number(answer) <= Number(key.high);
      default:
        return answer === "+";
    }
  }

  /* null for an open question, which nobody marks. */
  function isRight(key, answer) {
    if (key.kind === "open") return null;
    if (!isAnswer(key, answer)) return false;
    if (key.kind === "estimate") return Number(key.from) <= Number(answer) && Number(answer) <= Number(key.to);
    return key.kind === "choice" ? key.right.includes(answer) : answer === key.right;
  }

  function right(tested, answers) {
    return Object.keys(tested).filter((n) => isRight(tested[n], answers[n] || "") === true).length;
  }

  /* Whole per cents, rounded down; null where there is no test. */
  function score(tested, answers) {
    const all = Object.keys(tested).length;
    return all ? Math.floor((100 * right(tested, answers)) / all) : null;
  }

  cp.marking = { SIGNS, isAnswer, isRight, right, score };
})();
