/* The cards of a deck that was opened are kept on the device, so that they work without internet: pages, styles,
   scripts, pictures and sounds. Nothing goes the other way. */
(function () {
  "use strict";
  var source = document.getElementById("deck-offline"), told = document.getElementById("offline");
  var container = navigator.serviceWorker, store = window.caches;
  if (!source || !told) return;
  var about = JSON.parse(source.textContent), name = about.family + about.version;
  var AT_ONCE = 4;

  function tell(what) { told.textContent = what ? document.getElementById("offline-" + what + "-words").textContent : ""; }

  function button(id) { return document.getElementById("offline-" + id); }

  var unreached = false;

  function none() { return unreached || navigator.onLine === false; }

  function offline() { if (none()) tell("now"); }
  addEventListener("offline", offline);
  addEventListener("online", function () { unreached = false; tell(""); begin(); });
  if (!container || !store) { offline(); return; }

  /* The browser wants our word that this is our own script. */
  function ours(address) {
    if (!window.trustedTypes) return address;
    return trustedTypes.createPolicy("werkwijs-deck", { createScriptURL: function (one) { if (one !== about.worker) throw new TypeError(one); return one; } }).createScriptURL(address);
  }
  var script = ours(about.worker);

  function lacking(cache) {
    return Promise.all(about.keep.map(function (address) {
      return cache.match(address).then(function (there) { return there ? null : address; });
    })).then(function (all) { return all.filter(Boolean); });
  }

  function fetchAll(cache, addresses) {
    var next = 0;
    function one() {
      if (next >= addresses.length) return Promise.resolve();
      var address = addresses[next++];
      return fetch(address, { credentials: "omit" }).then(function (answer) {
        if (!answer.ok) throw new Error(address);
        return cache.put(address, answer);
      }).then(one);
    }
    var lines = [];
    for (var i = 0; i < AT_ONCE; i++) lines.push(one());
    return Promise.all(lines);
  }

  function older(but) {
    return store.keys().then(function (names) {
      return Promise.all(names.filter(function (one) { return one.indexOf(about.family) === 0 && one !== but; }).map(function (one) { return store.delete(one); }));
    });
  }

  function whole() { document.documentElement.dataset.offline = "ready"; tell(none() ? "now" : "ready"); button("drop").hidden = false; button("get").hidden = true; }

  function keep() {
    button("get").hidden = true;
    container.register(script, { scope: about.scope }).then(function () { return store.open(name); }).then(function (cache) {
      return lacking(cache).then(function (addresses) {
        if (!addresses.length) return null;
        tell("getting");
        return fetchAll(cache, addresses);
      });
    }).then(function () { return older(name); }).then(whole, function () {
      if (none()) { offline(); return; }
      tell("failed");
      button("get").hidden = false;
    });
  }

  /* Who took the cards off this device does not want them back at the next page. */
  var NO = about.family + "no";
  function refused() { try { return localStorage.getItem(NO) !== null; } catch (closed) { return false; } }

  function begin() {
    var sparing = navigator.connection && navigator.connection.saveData;
    if (refused() || sparing) { button("get").hidden = false; return; }
    keep();
  }

  button("get").addEventListener("click", function () { try { localStorage.removeItem(NO); } catch (closed) { /* then it was not there */ } keep(); });
  button("drop").addEventListener("click", function () {
    try { localStorage.setItem(NO, "1"); } catch (closed) { /* then it comes back next time */ }
    older("").then(function () {
      document.documentElement.dataset.offline = "";
      button("drop").hidden = true;
      button("get").hidden = false;
      button("get").focus();
      tell("dropped");
    });
  });
  container.addEventListener("message", function (event) { unreached = !event.data.reached; offline(); });
  if (container.controller) container.controller.postMessage("reached?");
  if (document.readyState === "complete") begin(); else addEventListener("load", begin);
})();
