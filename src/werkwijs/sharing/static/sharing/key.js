/* The passkey of one's own phone: made, or used to come in. Where a browser has none the button stays away. */
(function () {
  "use strict";
  var button = document.querySelector("[data-key]");
  if (!button || !window.PublicKeyCredential || !window.fetch) return;
  var page = button.dataset, said = document.getElementById("key-said");
  var notHere = document.getElementById("key-not-here");
  button.hidden = false;
  if (notHere) notHere.hidden = true;

  function bytes(text) {
    var raw = atob(text.replace(/-/g, "+").replace(/_/g, "/")), out = new Uint8Array(raw.length);
    for (var i = 0; i < raw.length; i++) out[i] = raw.charCodeAt(i);
    return out;
  }
  function text(buffer) {
    var raw = "";
    new Uint8Array(buffer).forEach(function (byte) { raw += String.fromCharCode(byte); });
    return btoa(raw).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }
  function send(told) {
    return fetch(page.key, {
      method: "POST", credentials: "same-origin", cache: "no-store",
      headers: { "Content-Type": "application/json", "X-CSRFToken": page.token }, body: JSON.stringify(told)
    }).then(function (answer) {
      return answer.json().then(function (got) {
        if (answer.status !== 200) throw new Error(got.problem || "");
        return got;
      });
    });
  }
  function ready(options) {
    var own = options.publicKey || options;
    own.challenge = bytes(own.challenge);
    if (own.user) own.user.id = bytes(own.user.id);
    (own.excludeCredentials || []).concat(own.allowCredentials || []).forEach(function (one) { one.id = bytes(one.id); });
    return { publicKey: own };
  }
  function told(made) {
    var own = made.response, out = { clientDataJSON: text(own.clientDataJSON) };
    if (own.attestationObject) out.attestationObject = text(own.attestationObject);
    if (own.authenticatorData) out.authenticatorData = text(own.authenticatorData);
    if (own.signature) out.signature = text(own.signature);
    if (own.userHandle) out.userHandle = text(own.userHandle);
    return { id: made.id, rawId: text(made.rawId), type: made.type, response: out, clientExtensionResults: {} };
  }

  button.addEventListener("click", function () {
    var state = "";
    button.disabled = true;
    send({}).then(function (got) {
      state = got.state;
      var options = ready(got.options);
      return page.act === "add" ? navigator.credentials.create(options) : navigator.credentials.get(options);
    }).then(function (made) { return send({ state: state, response: told(made) }); })
      .then(function (got) {
        if (page.after) { location.assign(page.after); return; }
        said.textContent = got.said;
        said.hidden = false;
        said.tabIndex = -1;
        said.focus();  // before its button goes: who uses no mouse stays where they are
        button.hidden = true;
      })
      .catch(function (problem) {
        var name = problem && problem.name, known = name === "InvalidStateError" && page.known;
        said.textContent = known || name === "Error" && problem.message || page.problem;
        said.hidden = false;
        button.disabled = false;
      });
  });
})();
