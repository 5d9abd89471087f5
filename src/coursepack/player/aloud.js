/* Reads a block aloud: the recording that belongs to it, else a voice of this device. Never a voice that sends
   the text elsewhere. Where there is neither, there is no button. */
(function () {
  "use strict";
  const cp = (window.coursepack = window.coursepack || {});
  const speech = window.speechSynthesis;
  const PARTS = "h2, h3, p, li, legend, label, summary";
  const buttons = [];
  let running = null, held = null;

  function voice(language) {
    if (!speech) return null;
    return speech.getVoices().find((one) => one.localService && one.lang.slice(0, 2).toLowerCase() === language) || null;
  }

  /* What is to be read: sentences, each once, of what can be seen. */
  function sentences(section) {
    const parts = Array.from(section.querySelectorAll(PARTS)).filter((part) =>
      part.getClientRects().length && !part.querySelector(PARTS) && !part.closest("[data-quiet], nav, .cp-source, .cp-kind"));
    const said = parts.map((part) => part.textContent.replace(/\s+/g, " ").trim()).filter(Boolean);
    return [].concat(...said.map((text) => text.match(/[^.!?:;…]+[.!?:;…]*\s*/g) || [text]));
  }

  function stop() {
    const was = running;
    running = null;
    if (speech) speech.cancel();
    if (!was) return;
    if (was.sound) was.sound.pause();
    was.button.textContent = was.words.reading;
    was.button.removeAttribute("aria-pressed");
  }

  function speak(said, chosen, mine) {
    if (mine !== running || !said.length) { if (mine === running) stop(); return; }
    const saying = (held = new SpeechSynthesisUtterance(said[0]));   // held: Chromium forgets it otherwise
    saying.voice = chosen;
    saying.lang = chosen.lang.replace("_", "-");
    saying.rate = 0.9;
    saying.onend = () => speak(said.slice(1), chosen, mine);
    saying.onerror = () => { if (mine === running) stop(); };
    speech.speak(saying);
  }

  function start(one) {
    stop();
    const mine = (running = one);
    one.button.textContent = one.words.stop;
    one.button.setAttribute("aria-pressed", "true");
    if (one.sound) {
      one.sound.currentTime = 0;
      const going = one.sound.play();
      if (going && going.catch) going.catch(() => { if (mine === running) stop(); });
    } else speak(sentences(one.section), voice(one.language), mine);
  }

  /* A button for this block; hidden where nothing can read it. */
  function button(section, language, words) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "cp-quiet cp-listen";
    made.dataset.quiet = "";
    made.textContent = words.reading;
    const sound = section.querySelector(":scope > audio.cp-sound[data-reading]");
    const one = { button: made, section, language, words, sound };
    if (sound) {
      sound.hidden = true;
      sound.addEventListener("ended", () => { if (running === one) stop(); });
    }
    made.addEventListener("click", () => { if (running === one) stop(); else start(one); });
    buttons.push(one);
    look();
    return made;
  }

  function look() {
    buttons.forEach((one) => { one.button.hidden = !one.sound && !voice(one.language); });
  }

  function forget() { stop(); buttons.length = 0; }

  if (speech && speech.addEventListener) speech.addEventListener("voiceschanged", look);   // voices may arrive late
  addEventListener("pagehide", stop);
  cp.aloud = { button, stop, forget };
})();
