/* Recording a text on the page: what was recorded is put where a file would be chosen, so that it is kept by the
   same button. Without a microphone, or without MediaRecorder, choosing a file stays. */
(function () {
  "use strict";
  var MOST = 180;   // seconds; a card takes one minute
  var KINDS = ["audio/mp4;codecs=mp4a.40.2", "audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4", "audio/webm"];
  var place = document.getElementById("recorder");
  var chosen = document.querySelector("#recording input[type=file]");
  if (!place || !chosen || !window.MediaRecorder || !window.DataTransfer) return;
  if (!navigator.mediaDevices || !navigator.mediaDevices.getUserMedia) return;

  var start = document.getElementById("record-start"), stop = document.getElementById("record-stop");
  var time = document.getElementById("record-time"), status = document.getElementById("record-status");
  var listen = document.getElementById("record-listen");
  var recorder = null, clock = null, url = "";
  place.hidden = false;

  function kind() {
    return KINDS.filter(function (one) { return MediaRecorder.isTypeSupported(one); })[0] || "";
  }

  function say(what) { status.textContent = what ? place.dataset[what] : ""; }

  function show(going) {
    start.hidden = going;
    stop.hidden = time.hidden = !going;
    (going ? stop : start).focus();
  }

  function forget() {
    if (url) URL.revokeObjectURL(url);
    url = "";
    listen.hidden = true;
    listen.removeAttribute("src");
  }

  function failed(error) {
    var known = { NotAllowedError: "refused", SecurityError: "refused", NotFoundError: "noMicrophone" };
    start.disabled = false;
    say(known[error && error.name] || "failed");
  }

  function begin(stream) {
    var parts = [], began = Date.now(), full = false, chosenKind = kind();
    function quiet() { stream.getTracks().forEach(function (track) { track.stop(); }); }
    try {
      recorder = new MediaRecorder(stream, chosenKind ? { mimeType: chosenKind, audioBitsPerSecond: 48000 } : {});
    } catch (error) {
      quiet();
      return failed(error);
    }
    recorder.ondataavailable = function (event) { if (event.data.size) parts.push(event.data); };
    recorder.onerror = function () { quiet(); clearInterval(clock); show(false); failed(); };
    recorder.onstop = function () {
      quiet();
      clearInterval(clock);
      show(false);
      if (!parts.length) return failed();
      var type = (recorder.mimeType || chosenKind).split(";")[0];
      var file = new File(parts, "opname." + (type.split("/")[1] || "webm"), { type: type });
      var files = new DataTransfer();
      files.items.add(file);
      chosen.files = files.files;
      url = URL.createObjectURL(file);
      listen.src = url;
      listen.hidden = false;
      start.textContent = place.dataset.again;
      say(full ? "full" : "done");
    };
    clock = setInterval(function () {
      var seconds = Math.floor((Date.now() - began) / 1000);
      time.textContent = Math.floor(seconds / 60) + ":" + ("0" + seconds % 60).slice(-2);
      if (seconds >= MOST && recorder.state === "recording") { full = true; recorder.stop(); }
    }, 250);
    time.textContent = "0:00";
    recorder.start();
    start.disabled = false;
    show(true);
    say("going");
  }

  start.addEventListener("click", function () {
    if (start.disabled) return;
    forget();
    start.disabled = true;
    say("asking");
    navigator.mediaDevices.getUserMedia({ audio: true }).then(begin).catch(failed);
  });

  stop.addEventListener("click", function () {
    if (recorder && recorder.state === "recording") recorder.stop();
  });

  chosen.addEventListener("change", function () { forget(); say(""); });   // a file chosen by hand comes in its place
})();
