/* SCORM 1.2 and 2004: the learning system's window has an object with which to talk.

   Written in this order: where somebody is, then the score (raw, least, most), then the status, then commit.
   Until everything is done and the test was taken the status is "incomplete"; then it is said in so many words
   whether somebody passed. What was passed or completed once is never worse again. */
(function () {
  "use strict";
  const cp = (window.coursepack = window.coursepack || {});
  const adapters = (cp.adapters = cp.adapters || {});

  function find(name) {
    for (const from of [window, window.opener]) {
      let here = from;
      try {
        for (let steps = 0; here && steps < 500; steps++) {
          if (here[name]) return here[name];
          if (here === here.parent) break;
          here = here.parent;
        }
      } catch (elsewhere) { /* a window of another site: no further this way */ }
    }
    return null;
  }

  /* Hours may be many: 0000:00:00.00 */
  function clock(seconds) {
    const two = (n) => String(n).padStart(2, "0");
    const hours = Math.min(9999, Math.floor(seconds / 3600));
    return String(hours).padStart(4, "0") + ":" + two(Math.floor(seconds / 60) % 60) + ":" + two(Math.floor(seconds) % 60) + ".00";
  }

  function iso(seconds) { return "PT" + Math.floor(seconds) + "S"; }
  cp.iso = iso;

  function scorm(player, dialect) {
    const began = Date.now();
    let api = null, readonly = false, over = false, before = "";

    function call(name, ...args) {
      try { return api[dialect.prefix + name](...args); } catch (broken) { return "false"; }
    }
    const well = (answer) => String(answer) === "true";
    const get = (name) => { const got = call("GetValue", name); return got === undefined || got === null ? "" : String(got); };
    const set = (name, value) => well(call("SetValue", name, String(value)));

    function write(now, leaving) {
      if (!api || over || readonly) return;
      const finished = now.complete && now.passed !== false;
      let kept = set("cmi.suspend_data", now.text);
      set(dialect.location, now.at ? "b" + now.at : "0");
      if (now.state.best !== null) dialect.score(set, now.state.best);
      dialect.progress(set, now.share);
      kept = dialect.status(set, now, before) && kept;
      set(dialect.time, dialect.spent((Date.now() - began) / 1000));
      set(dialect.exit, finished ? dialect.normal : "suspend");
      kept = well(call("Commit", "")) && kept;
      if (!leaving) player.saving(kept ? "well" : "not");
    }

    return {
      start() {
        api = find(dialect.api);
        if (!api || !well(call("Initialize", ""))) {
          api = null;
          player.saving("not");
          return Promise.resolve(null);
        }
        readonly = ["browse", "review"].includes(get(dialect.mode));
        before = dialect.before(get);
        const text = get("cmi.suspend_data");
        if (!readonly && !before) {
          dialect.begin(set);
          call("Commit", "");
        }
        return Promise.resolve(text);
      },
      save(now) { write(now, false); },
      leave(now) {
        if (!api || over) return;
        write(now, true);
        over = true;
        call(dialect.finish, "");
      },
    };
  }

  adapters.scorm12 = (player) => scorm(player, {
    api: "API", prefix: "LMS", finish: "Finish", location: "cmi.core.lesson_location", mode: "cmi.core.lesson_mode",
    time: "cmi.core.session_time", exit: "cmi.core.exit", normal: "", spent: clock,
    before(get) {
      const status = get("cmi.core.lesson_status");
      return status === "not attempted" ? "" : status;
    },
    begin(set) { set("cmi.core.lesson_status", "incomplete"); },
    score(set, best) {
      set("cmi.core.score.raw", best);
      set("cmi.core.score.min", 0);
      set("cmi.core.score.max", 100);
    },
    progress() {},
    status(set, now, before) {
      let status = "incomplete";
      if (now.complete) status = now.passed === null ? "completed" : now.passed ? "passed" : "failed";
      if (before === "passed" || (before === "completed" && status !== "passed")) status = before;
      if (before === "failed" && status === "incomplete") status = before;
      return set("cmi.core.lesson_status", status);
    },
  });

  adapters.scorm2004 = (player) => scorm(player, {
    api: "API_1484_11", prefix: "", finish: "Terminate", location: "cmi.location", mode: "cmi.mode",
    time: "cmi.session_time", exit: "cmi.exit", normal: "normal", spent: iso,
    before(get) {
      const said = [get("cmi.completion_status"), get("cmi.success_status")];
      return said.filter((one) => one && one !== "unknown" && one !== "not attempted").join(" ");
    },
    begin(set) { set("cmi.completion_status", "incomplete"); },
    score(set, best) {
      set("cmi.score.raw", best);
      set("cmi.score.min", 0);
      set("cmi.score.max", 100);
      set("cmi.score.scaled", best / 100);
    },
    progress(set, share) { set("cmi.progress_measure", share.toFixed(4)); },
    status(set, now, before) {
      const was = before.split(" ");
      const completed = now.complete || was.includes("completed");
      let kept = set("cmi.completion_status", completed ? "completed" : "incomplete");
      if (was.includes("passed")) kept = set("cmi.success_status", "passed") && kept;
      else if (now.complete && now.passed !== null) kept = set("cmi.success_status", now.passed ? "passed" : "failed") && kept;
      return kept;
    },
  });
})();
