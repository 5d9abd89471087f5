/* cmi5: statements over https to the record store of a learning system.

   First the token, what the system says about this launch and the learner's preferences; then "initialized".
   "completed" and "passed" are said once a registration; "failed" once a session and only when somebody leaves,
   because a test may be taken again meanwhile. "terminated" is the last. Our state lies in the State API. */
(function () {
  "use strict";
  const cp = (window.coursepack = window.coursepack || {});
  const adapters = (cp.adapters = cp.adapters || {});
  const VERBS = "http://adlnet.gov/expapi/verbs/";
  const CATEGORY = "https://w3id.org/xapi/cmi5/context/categories/";
  const MASTERY = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore";
  const OURS = "coursepack";

  function uuid() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  }

  adapters.cmi5 = function (player) {
    const asked = new URLSearchParams(location.search);
    const began = Date.now();
    const told = { completed: false, passed: false };   // in this registration
    let token = "", launch = {}, normal = false, ready = false, over = false, failed = false, tries = 0, tag = "";
    let line = Promise.resolve();                        // one request after the other

    const endpoint = () => { const base = asked.get("endpoint"); return base.endsWith("/") ? base : base + "/"; };

    function request(method, what, parameters, body, more) {
      const address = endpoint() + what + "?" + new URLSearchParams(parameters || {});
      const headers = Object.assign({ Authorization: token, "X-Experience-API-Version": "1.0.3" }, more);
      if (body !== undefined) headers["Content-Type"] = "application/json";
      return fetch(address, { method, headers, keepalive: true, body: body === undefined ? undefined : JSON.stringify(body) });
    }

    function where(name) {
      return { activityId: asked.get("activityId"), agent: asked.get("actor"), registration: asked.get("registration"), stateId: name };
    }

    function statement(verb, result) {
      const context = JSON.parse(JSON.stringify(launch.contextTemplate || {}));
      const categories = ["cmi5"];
      if (result && ("completion" in result || "success" in result)) categories.push("moveon");
      const activities = (context.contextActivities = context.contextActivities || {});
      const known = activities.category || [];
      activities.category = known.concat(
        categories.map((name) => ({ objectType: "Activity", id: CATEGORY + name }))
          .filter((one) => !known.some((other) => other.id === one.id))
      );
      context.registration = asked.get("registration");
      if (result && "success" in result && typeof launch.masteryScore === "number") {
        context.extensions = Object.assign({}, context.extensions, { [MASTERY]: launch.masteryScore });
      }
      const said = {
        id: uuid(), actor: JSON.parse(asked.get("actor")),
        verb: { id: VERBS + verb, display: { "en-US": verb, en: verb } },
        object: { objectType: "Activity", id: asked.get("activityId") },
        context, timestamp: new Date().toISOString(),
      };
      if (result) said.result = result;
      return said;
    }

    const spent = () => ({ duration: cp.iso((Date.now() - began) / 1000) });

    function outcome(best, success) {
      return Object.assign({ success, score: { scaled: best / 100, raw: best, min: 0, max: 100 } }, spent());
    }

    /* The learning system's own pass mark goes before ours: what we say may not contradict it. */
    function enough(now) {
      if (now.state.best === null) return null;
      return typeof launch.masteryScore === "number" ? now.state.best / 100 >= launch.masteryScore : now.passed;
    }

    /* What can be said now, each thing once. */
    function due(now, leaving) {
      const said = [];
      if (!normal) return said;
      if (now.complete && !told.completed) {
        told.completed = true;
        said.push(statement("completed", Object.assign({ completion: true }, spent())));
      }
      const success = enough(now);
      if (now.complete && success && !told.passed && !failed) {
        told.passed = true;
        said.push(statement("passed", outcome(now.state.best, true)));
      }
      if (leaving && success === false && !told.passed && !failed && now.state.tries > tries) {
        failed = true;
        said.push(statement("failed", outcome(now.state.best, false)));
      }
      return said;
    }

    function keep(now) {
      return request("PUT", "activities/state", where(OURS), { state: now.text, told }, tag ? { "If-Match": tag } : {})
        .then((answer) => {
          if (answer.status === 412) { tag = "*"; }
          else tag = answer.headers.get("ETag") || "*";
          if (!answer.ok) throw new Error(String(answer.status));
          kept = busyness(now.text);
        });
    }

    /* All but the seconds. */
    function busyness(text) { return text.slice(0, text.lastIndexOf("|")); }

    function speak(said) {
      if (!said.length) return Promise.resolve();
      return request("POST", "statements", {}, said).then((answer) => {
        if (!answer.ok && answer.status !== 409) throw new Error(String(answer.status));
      });
    }

    /* Everything after each other; what could not be said is said the next time. */
    let waiting = [], timer = 0, failures = 0, kept = "";
    function write(now) {
      clearTimeout(timer);
      if (!ready || over) return;
      waiting = waiting.concat(due(now, false));
      line = line.then(() => {
        const said = waiting;
        waiting = [];
        return speak(said).catch((fault) => { waiting = said.concat(waiting); throw fault; }).then(() => (normal ? keep(now) : undefined));
      }).then(() => {
        failures = 0;
        player.saving("well");
      }, () => {
        player.saving("waiting");
        clearTimeout(timer);
        timer = setTimeout(() => write(now), 1000 * Math.min(60, 2 << failures++));
      });
    }

    return {
      start() {
        if (!asked.get("endpoint") || !asked.get("fetch") || !asked.get("actor")) {
          player.saving("not");
          return Promise.resolve(null);
        }
        return fetch(asked.get("fetch"), { method: "POST" })
          .then((answer) => answer.json())
          .then((got) => {
            if (!got["auth-token"]) throw new Error("no token");
            token = "Basic " + got["auth-token"];
            return request("GET", "activities/state", where("LMS.LaunchData"));
          })
          .then((answer) => answer.json())
          .then((data) => {
            launch = data;
            normal = (data.launchMode || "Normal") === "Normal";
            return request("GET", "agents/profile", { agent: asked.get("actor"), profileId: "cmi5LearnerPreferences" });
          })
          .then(() => request("GET", "activities/state", where(OURS)))
          .then((answer) => {
            if (answer.status !== 200) return {};
            tag = answer.headers.get("ETag") || "";
            return answer.json();
          })
          .then((found) => {
            Object.assign(told, found.told || {});
            const state = cp.state.read(found.state || "");
            tries = state ? state.tries : 0;
            kept = busyness(found.state || "");
            return request("POST", "statements", {}, [statement("initialized")]).then((answer) => {
              if (!answer.ok) throw new Error(String(answer.status));
              ready = true;
              player.home(launch.returnURL || "");
              return found.state || "";
            });
          })
          .catch(() => {
            player.saving("not");
            return null;
          });
      },
      save(now) { write(now); },
      leave(now, patiently) {
        if (!ready || over) return Promise.resolve();
        over = true;
        clearTimeout(timer);
        const said = waiting.concat(due(now, true), [statement("terminated", spent())]);
        // After "terminated" a system takes nothing any more: where somebody is comes first, if it is not there yet.
        const first = normal && busyness(now.text) !== kept ? keep(now).catch(() => {}) : null;
        return patiently && first ? first.then(() => speak(said)).catch(() => {}) : speak(said).catch(() => {});
      },
    };
  };
})();
