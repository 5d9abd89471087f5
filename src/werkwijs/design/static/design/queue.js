/* What people give is kept on the device, locked, until the server says that it has it.

   werkwijs.queue.give({kind: "place", ...}, slot)   -> promise: it is safe now (kept here, or delivered; refused: {ok: false})
   werkwijs.queue.flush(milliseconds)                -> promise: true when nothing waits any more
   werkwijs.queue.pending()                          -> promise: the acts that still wait, oldest first
   werkwijs.queue.waiting()                          -> how many acts wait
   werkwijs.queue.onchange(function (waiting, state) {})
   werkwijs.queue.onanswer(function (act, result) {})   return true: the page itself tells what was refused
   werkwijs.queue.hold("idea", "half a senten")      -> kept here, locked, never sent; "" forgets it
   werkwijs.queue.held("idea")                       -> promise: what is held, or ""

   An act with a slot takes the place of a waiting one with the same slot. States: "calm", "waiting" (tried in
   vain), "ended" (the person has no access here any more). The lock's key comes with the page and is never
   stored; where a browser cannot lock (no https, no IndexedDB) nothing is stored and acts are sent at once. */
(function () {
  "use strict";
  var script = document.currentScript;
  var page = script.dataset;
  if (!page.mark || !window.fetch || !window.Promise || !window.crypto) return;
  var words = JSON.parse(page.words);
  var mark = page.mark, token = page.token, sealing = page.secret;
  script.removeAttribute("data-secret");

  var DAY = 86400000, MOST = 40, CHARACTERS = 18000, PATIENCE = 20000, LONGEST_PAUSE = 30000;
  var list = [];              // acts that wait, oldest first: {key, n, act, slot, kept, settle}
  var state = "calm", failures = 0, busy = null, timer = 0, onebyone = false, last = 0, told = "";
  var changed = [], answered = [];
  var lock = null, base = null, held = {};

  // --- on the device ---------------------------------------------------------------------

  function bytes(text) {
    var raw = atob(text), out = new Uint8Array(raw.length);
    for (var i = 0; i < raw.length; i++) out[i] = raw.charCodeAt(i);
    return out;
  }

  function open() {
    return new Promise(function (yes, no) {
      var asked = indexedDB.open("werkwijs", 1);
      asked.onupgradeneeded = function () { asked.result.createObjectStore("waiting", { keyPath: "key" }); };
      asked.onsuccess = function () { yes(asked.result); };
      asked.onerror = asked.onblocked = function () { no(asked.error); };
    });
  }

  function store(mode, work) {
    return new Promise(function (yes, no) {
      var going = base.transaction("waiting", mode), answer = work(going.objectStore("waiting"));
      going.oncomplete = function () { yes(answer && answer.result); };
      going.onerror = going.onabort = function () { no(going.error); };
    });
  }

  function extra(key) { return new TextEncoder().encode(mark + key); }

  /* Lock it and write it down, unless meanwhile it need not be. */
  function put(key, n, what, needed) {
    if (!lock || !base) return Promise.resolve(false);
    var iv = crypto.getRandomValues(new Uint8Array(12));
    var plain = new TextEncoder().encode(JSON.stringify(what));
    return crypto.subtle.encrypt({ name: "AES-GCM", iv: iv, additionalData: extra(key) }, lock, plain)
      .then(function (sealed) {
        if (!needed()) return true;
        var row = { key: key, n: n, mark: mark, at: Date.now(), iv: iv, sealed: sealed };
        return store("readwrite", function (rows) { rows.put(row); }).then(function () {
          if (!needed()) drop([key]);
          return true;
        });
      })
      .catch(function () { return false; });
  }

  function keep(entry) {
    return put(entry.key, entry.n, { act: entry.act, slot: entry.slot }, function () { return list.indexOf(entry) >= 0; })
      .then(function (done) { return (entry.kept = done); });
  }

  function hold(name, text) {
    held[name] = text;
    return ready.then(function () {
      if (held[name] !== text) return false;
      return text ? put(mark + name, 0, { held: name, text: text }, function () { return held[name] === text; }) : drop([mark + name]);
    });
  }

  function drop(keys) {
    if (!base || !keys.length) return Promise.resolve();
    return store("readwrite", function (rows) { keys.forEach(function (key) { rows.delete(key); }); })
      .catch(function () {});
  }

  function unseal(row) {
    return crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv, additionalData: extra(row.key) }, lock, row.sealed)
      .then(function (plain) {
        var found = JSON.parse(new TextDecoder().decode(plain));
        if (found.held) { if (!(found.held in held)) held[found.held] = found.text; return null; }
        return { key: row.key, n: row.n, act: found.act, slot: found.slot, kept: true };
      })
      .catch(function () { return null; });
  }

  /* What waits here from before: one's own is delivered; of somebody else nothing can be read, and it goes. */
  function remember() {
    if (!sealing || !window.indexedDB || !crypto.subtle || !window.TextEncoder) return Promise.resolve();
    return crypto.subtle.importKey("raw", bytes(sealing), "AES-GCM", false, ["encrypt", "decrypt"])
      .then(function (key) { lock = key; sealing = ""; return open(); })
      .then(function (opened) {
        base = opened;
        base.onversionchange = function () { base.close(); base = null; };
        return store("readonly", function (rows) { return rows.getAll(); });
      })
      .then(function (rows) {
        var others = rows.filter(function (row) { return row.mark !== mark; });
        var over = others.filter(function (row) { return page.shared || Date.now() - row.at > DAY; });
        drop(over.map(function (row) { return row.key; }));
        if (over.some(function (row) { return row.n; })) tell("wiped");
        return Promise.all(rows.filter(function (row) { return row.mark === mark; }).map(unseal));
      })
      .then(function (found) {
        found = found.filter(Boolean).sort(function (a, b) { return a.n - b.n; });
        if (found.length) last = Math.max(last, found[found.length - 1].n);
        list = found.concat(list);
      })
      .catch(function () { base = null; });
  }

  // --- to the server ----------------------------------------------------------------------

  function batch() {
    var some = [], size = 0;
    for (var i = 0; i < list.length && some.length < (onebyone ? 1 : MOST); i++) {
      size += JSON.stringify(list[i].act).length;
      if (some.length && size > CHARACTERS) break;
      some.push(list[i]);
    }
    return some;
  }

  function post(entries) {
    var stop = window.AbortController && new AbortController();
    var late = stop && setTimeout(function () { stop.abort(); }, PATIENCE);
    var body = JSON.stringify(entries.map(function (entry) { return entry.act; }));
    return fetch(page.url, {
      method: "POST", credentials: "same-origin", cache: "no-store", redirect: "error",
      keepalive: body.length < 20000,   // goes on when the page closes; browsers allow 64 kB
      headers: { "Content-Type": "application/json", "Accept": "application/json", "X-CSRFToken": token, "X-Werkwijs-For": mark },
      body: body,
      signal: stop ? stop.signal : undefined
    }).then(function (answer) {
      return answer.json().catch(function () { return {}; }).then(function (said) {
        clearTimeout(late);
        return { status: answer.status, said: said };
      });
    }, function (problem) { clearTimeout(late); throw problem; });
  }

  function freshToken() {
    return fetch(page.url, { credentials: "same-origin", cache: "no-store", headers: { "Accept": "application/json" } })
      .then(function (answer) {
        if (answer.status === 401) return "ended";
        if (answer.status === 403) return "asked";   // a yes is lacking: the page that asks for it comes first
        return answer.json().then(function (said) {
          if (said.for !== mark) return "ended";
          token = said.token;
          return "";
        });
      });
  }

  function finish(results) {
    var gone = [];
    results.forEach(function (result) {
      var entry = list.filter(function (one) { return one.key === result.key; })[0];
      if (!entry) return;
      list.splice(list.indexOf(entry), 1);
      gone.push(entry.key);
      entry.said = result;
      if (entry.settle) entry.settle(result);
      var handled = answered.map(function (hear) { return hear(entry.act, result); }).some(Boolean);
      if (!result.ok && !handled) tell("", result.text);
    });
    return drop(gone);
  }

  function round(renewed) {
    var entries = batch();
    if (!entries.length) return Promise.resolve(true);
    return post(entries).then(function (answer) {
      var said = answer.said;
      if (answer.status === 200 && Array.isArray(said.acts)) {
        failures = 0;
        onebyone = false;
        return finish(said.acts).then(function () { return round(false); });
      }
      if (answer.status === 401 || answer.status === 409) return ended("ended");
      if (answer.status === 403 && !renewed) {
        return freshToken().then(function (end) { return end ? ended(end) : round(true); });
      }
      if (answer.status === 400 || answer.status === 413) {
        if (entries.length > 1) { onebyone = true; return round(renewed); }
        return finish([{ key: entries[0].key, ok: false, problem: said.problem, text: said.text || words.unclear }])
          .then(function () { return round(false); });
      }
      throw new Error("later");
    });
  }

  function ended(word) {
    state = "ended";
    tell(word);
    return false;
  }

  function deliver() {
    if (busy) return busy;
    clearTimeout(timer);
    if (state === "ended") return Promise.resolve(false);
    busy = ready.then(function () { return round(false); }).then(function (done) {
      busy = null;
      if (done && list.length) return deliver();
      if (done && state === "waiting") { state = "calm"; tell("delivered"); }
      change();
      return done;
    }, function () {
      busy = null;
      state = "waiting";
      failures += 1;
      Promise.all(list.map(function (entry) { return entry.keeping; })).then(function () {
        if (state !== "waiting") return;
        tell(list.every(function (entry) { return entry.kept; }) ? "waiting" : "waiting_open");
      });
      timer = setTimeout(deliver, Math.min(LONGEST_PAUSE, 500 * Math.pow(2, failures)) * (0.75 + Math.random() / 2));
      change();
      return false;
    });
    return busy;
  }

  // --- what the page calls -------------------------------------------------------------------

  function uuid() {
    var b = crypto.getRandomValues(new Uint8Array(16));
    b[6] = (b[6] & 15) | 64;
    b[8] = (b[8] & 63) | 128;
    var hex = Array.prototype.map.call(b, function (x) { return (x + 256).toString(16).slice(1); }).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }

  function give(act, slot) {
    var entry = { slot: slot || "", kept: false };
    entry.act = Object.assign({ at: Date.now() }, act, { key: act.key || uuid() });
    entry.key = entry.act.key;
    last = entry.n = Math.max(last + 1, Date.now() * 1000);
    if (slot) {
      var before = list.filter(function (one) { return one.slot === slot; });
      list = list.filter(function (one) { return one.slot !== slot; });
      drop(before.map(function (one) { return one.key; }));
    }
    list.push(entry);
    if (state === "calm") tell("");
    var delivered = new Promise(function (yes) { entry.settle = yes; });
    entry.keeping = ready.then(function () { return keep(entry); });
    deliver();
    change();
    // What the server said goes before: it may be quicker than the device, and have refused.
    return entry.keeping.then(function (safe) { return entry.said || (safe ? { kept: true } : delivered); });
  }

  function flush(milliseconds) {
    var enough = new Promise(function (yes) { setTimeout(yes, milliseconds || PATIENCE, false); });
    return Promise.race([deliver(), enough]).then(function () { return !list.length; });
  }

  function change() { changed.forEach(function (hear) { hear(list.length, state); }); }

  function tell(word, text) {
    if (!text && told === word) return;
    told = word;
    var line = document.getElementById("giving");
    if (!line) return;
    line.textContent = text || (word ? words[word] : "");
    line.hidden = !line.textContent;
    line.className = "giving" + (word === "delivered" ? " good" : "");
    document.documentElement.classList.toggle("tells", !line.hidden);
  }

  // --- the page comes and goes ----------------------------------------------------------------

  function retry() { if (list.length) deliver(); }
  addEventListener("online", retry);
  addEventListener("pageshow", retry);
  addEventListener("pagehide", function () { if (list.length && !busy && state !== "ended") post(batch()).catch(function () {}); });
  document.addEventListener("visibilitychange", function () { if (!document.hidden) retry(); });
  addEventListener("beforeunload", function (event) {
    var unsafe = state === "waiting" && list.some(function (entry) { return !entry.kept; });
    if (unsafe) { event.preventDefault(); event.returnValue = ""; }
  });

  /* A form may say "I am done": what waits arrives before it. Without a network the page stays, and says so. */
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented || form.hasAttribute("data-deliver-first") || form.method !== "post" || (!list.length && navigator.onLine !== false)) return;
    if (state === "ended") return;
    event.preventDefault();
    if (form.dataset.waits) return;
    form.dataset.waits = "yes";
    flush(8000).then(function (done) {
      delete form.dataset.waits;
      if (state !== "ended" && (!done || navigator.onLine === false)) { tell("not_now"); return; }
      var button = event.submitter;
      if (button && button.name) {
        var chosen = document.createElement("input");
        chosen.type = "hidden";
        chosen.name = button.name;
        chosen.value = button.value;
        form.appendChild(chosen);
      }
      HTMLFormElement.prototype.submit.call(form);
    });
  });
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[href]");
    if (!link || event.defaultPrevented || navigator.onLine !== false || link.hash && link.pathname === location.pathname) return;
    if (link.protocol.slice(0, 4) !== "http") return;
    event.preventDefault();
    tell("not_now");
  });

  var ready = remember().then(change);
  ready.then(retry);
  window.werkwijs = window.werkwijs || {};
  window.werkwijs.queue = {
    give: give,
    flush: flush,
    uuid: uuid,
    waiting: function () { return list.length; },
    pending: function () { return ready.then(function () { return list.map(function (entry) { return entry.act; }); }); },
    hold: hold,
    held: function (name) { return ready.then(function () { return held[name] || ""; }); },
    onchange: function (hear) { changed.push(hear); },
    onanswer: function (hear) { answered.push(hear); }
  };
})();
