/* Where the state is kept between two visits. Each adapter is made by coursepack.adapters[name](player) and has

   start()          -> promise of what was kept: a string, or null where nothing keeps it
   save(now)        -> keep it; now: {text, state, complete, passed, seconds, at}
   leave(now)       -> the last time, while the page goes away: nothing may be waited for; leave(now, true) may
                       wait, and gives a promise

   and tells the player with player.saving("well" | "waiting" | "not" | "ended") how it goes, or
   player.joined(text) what another device did. No words of a learner pass through here, and no names. */
(function () {
  "use strict";
  const cp = (window.coursepack = window.coursepack || {});
  const adapters = (cp.adapters = cp.adapters || {});

  /* A cupboard in this browser; where there is none, it forgets. */
  cp.cupboard = {
    get(name) { try { return localStorage.getItem(name); } catch (gone) { return null; } },
    put(name, text) { try { localStorage.setItem(name, text); return true; } catch (full) { return false; } },
    drop(name) { try { localStorage.removeItem(name); } catch (gone) { /* it was not there */ } },
  };

  // --- nobody: this browser remembers ---------------------------------------------------------

  adapters.none = function (player) {
    const name = "coursepack:" + player.course.key + ":state";
    return {
      start: () => Promise.resolve(cp.cupboard.get(name) || ""),
      save(now) { cp.cupboard.put(name, now.text); },
      leave(now) { cp.cupboard.put(name, now.text); },
    };
  };

  // --- our own site ---------------------------------------------------------------------------

  adapters.own = function (player) {
    const PAUSES = [2, 5, 10, 20, 40, 60];
    const name = "coursepack:waiting:" + mark(player.given.save);   // no address, no token
    let latest = null, kept = player.given.state, going = false, timer = 0, failures = 0, ended = false;

    function sent(now) {
      return {
        method: "POST", credentials: "same-origin", keepalive: true,
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": player.given.token || "" },
        body: JSON.stringify({ state: now.text, version: player.course.version }),
      };
    }

    function send() {
      clearTimeout(timer);
      if (going || ended || !latest || latest.text === kept) return;
      going = true;
      const now = latest;
      fetch(player.given.save, sent(now)).then((answer) => {
        if (answer.ok) return answer.json().catch(() => ({}));
        if ([403, 404, 410].includes(answer.status)) ended = true;
        throw new Error(String(answer.status));
      }).then((told) => {
        kept = now.text;
        failures = 0;
        cp.cupboard.drop(name);
        player.saving("well");
        if (told && told.state) player.joined(told.state);
      }).catch(() => {
        cp.cupboard.put(name, latest.text);
        player.saving(ended ? "ended" : "waiting");
        if (!ended) timer = setTimeout(send, 1000 * PAUSES[Math.min(failures++, PAUSES.length - 1)]);
      }).then(() => {
        going = false;
        if (!failures && !ended && latest.text !== kept) send();
      });
    }

    addEventListener("online", send);
    return {
      start() {
        const waiting = cp.cupboard.get(name);
        if (waiting) setTimeout(() => player.joined(waiting, true));
        return Promise.resolve(player.given.state || "");
      },
      save(now) { latest = now; send(); },
      leave(now) {
        if (ended || now.text === kept) return;
        try {
          fetch(player.given.save, sent(now)).catch(() => {});
          kept = now.text;
        } catch (old) { cp.cupboard.put(name, now.text); }
      },
    };
  };

  /* A few signs that tell two addresses apart, and from which neither is found back. */
  function mark(text) {
    let sum = 5381;
    for (let n = 0; n < text.length; n++) sum = (sum * 33 + text.charCodeAt(n)) % 4294967296;
    return sum.toString(36);
  }
})();
