/* What one does in a course, one act at a time: the same as playing.py. Each gives a new state back. */
(function () {
  "use strict";
  const cp = (window.coursepack = window.coursepack || {});

  cp.playing = function (course) {
    const every = [].concat(...course.lessons.map((lesson) => lesson.blocks));
    const numbers = Object.keys(course.tested);
    const isTested = (number) => Object.prototype.hasOwnProperty.call(course.tested, number);

    function did(state, number) {
      if (!every.includes(number)) return state;
      const next = cp.state.copy(state);
      next.at = number;
      next.done.add(number);
      return next;
    }

    /* `ended`: of a case, whether the story came to an end. That it is an answer at all was looked at before. */
    function answered(state, number, answer, ended) {
      if (isTested(number) && taken(state)) return state;
      const next = cp.state.copy(state);
      next.at = number;
      next.answers[number] = answer;
      if (ended !== false) next.done.add(number);
      return isTested(number) && taken(next) ? marked(next) : next;
    }

    function taken(state) {
      return numbers.length > 0 &&
        numbers.every((n) => cp.marking.isAnswer(course.tested[n], state.answers[n] || ""));
    }

    function marked(state) {
      state.best = Math.max(state.best === null ? 0 : state.best, cp.marking.score(course.tested, state.answers));
      state.tries = Math.min(35, state.tries + 1);
      return state;
    }

    function again(state) {
      const next = cp.state.copy(state);
      numbers.forEach((n) => { delete next.answers[n]; });
      return next;
    }

    function complete(state) {
      return every.every((n) => state.done.has(n)) && (!numbers.length || state.best !== null);
    }

    function passed(state) {
      return !numbers.length || state.best === null ? null : state.best >= course.mark;
    }

    /* The least number of questions that makes this score or more. */
    function least(score) { return Math.ceil((score * numbers.length) / 100); }

    /* What another device did, as a server tells it. Answers stay ours. */
    function joined(state, theirs) {
      const next = cp.state.copy(state);
      theirs.done.forEach((n) => next.done.add(n));
      if (theirs.best !== null) next.best = Math.max(theirs.best, next.best === null ? 0 : next.best);
      next.tries = Math.max(next.tries, theirs.tries);
      Object.keys(theirs.seconds).forEach((n) => {
        next.seconds[n] = Math.max(theirs.seconds[n], next.seconds[n] || 0);
      });
      return next;
    }

    return { every, isTested, did, answered, taken, again, complete, passed, least, joined };
  };
})();
