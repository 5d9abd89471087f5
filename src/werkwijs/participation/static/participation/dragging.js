/* Dragging with mouse, pen or finger: extra, everything can be done without it. A finger drags by the grip, so
   that the rest of the page scrolls as always.

   werkwijs.dragging(area, {item: ".slip", target: ".pile", drop: function (item, target) {}}) -> adds the grips */
(function () {
  "use strict";
  window.werkwijs = window.werkwijs || {};
  var FAR = 8, EDGE = 70, STEP = 14, NARROW = 240;

  window.werkwijs.dragging = function (area, options) {
    if (!window.PointerEvent || !document.elementFromPoint) return function () {};
    var held = null, timer = 0;

    function grips() {
      [].forEach.call(area.querySelectorAll(options.item), function (item) {
        if (item.querySelector(".grip")) return;
        var grip = document.createElement("span");
        grip.className = "grip";
        grip.setAttribute("aria-hidden", "true");
        item.appendChild(grip);
      });
    }

    function under(x, y) {
      var found = document.elementFromPoint(x, y);
      return found && found.closest(options.target);
    }

    function mark(target) {
      if (held.over === target) return;
      if (held.over) held.over.classList.remove("over");
      held.over = target;
      if (target) target.classList.add("over");
    }

    function follow() {
      held.item.style.transform = "translate(" + (held.atX - held.x) + "px," +
        (held.atY - held.y + window.pageYOffset - held.scroll) + "px) scale(" + held.scale + ")";
      mark(under(held.atX, held.atY));
    }

    function roll() {
      if (!held || !held.going) return;
      var step = held.atY < EDGE ? -STEP : held.atY > window.innerHeight - EDGE ? STEP : 0;
      if (!step) return;
      window.scrollBy(0, step);
      follow();
    }

    function end(dropped) {
      if (!held) return;
      var was = held;
      clearInterval(timer);
      if (was.over) was.over.classList.remove("over");
      was.item.classList.remove("held");
      was.item.style.transform = "";
      document.body.classList.remove("dragging");
      held = null;
      if (was.going && dropped && was.over) options.drop(was.item, was.over);
    }

    area.addEventListener("pointerdown", function (event) {
      var item = event.target.closest(options.item), grip = event.target.closest(".grip");
      if (!item || event.button || held || (event.pointerType === "touch" && !grip)) return;
      if (!grip && event.target.closest("button, input, summary")) return;
      held = { item: item, id: event.pointerId, x: event.clientX, y: event.clientY, atX: event.clientX,
        atY: event.clientY, scroll: window.pageYOffset, going: false, over: null };
    });
    document.addEventListener("pointermove", function (event) {
      if (!held || event.pointerId !== held.id) return;
      held.atX = event.clientX;
      held.atY = event.clientY;
      if (!held.going) {
        if (Math.abs(held.atX - held.x) + Math.abs(held.atY - held.y) < FAR) return;
        var box = held.item.getBoundingClientRect();
        held.going = true;
        held.scale = Math.min(1, NARROW / box.width);   // so that one sees where it goes
        held.item.style.transformOrigin = (held.x - box.left) + "px " + (held.y - box.top) + "px";
        held.item.classList.add("held");
        document.body.classList.add("dragging");
        if (window.getSelection) window.getSelection().removeAllRanges();
        timer = setInterval(roll, 30);
      }
      follow();
    });
    document.addEventListener("pointerup", function (event) {
      if (!held || event.pointerId !== held.id) return;
      if (held.going) {
        var stop = function (click) { click.preventDefault(); click.stopPropagation(); };
        document.addEventListener("click", stop, true);
        setTimeout(function () { document.removeEventListener("click", stop, true); }, 50);
      }
      end(true);
    });
    document.addEventListener("pointercancel", function () { end(false); });
    document.addEventListener("keydown", function (event) { if (event.key === "Escape") end(false); });
    area.addEventListener("dragstart", function (event) { event.preventDefault(); });
    grips();
    return grips;
  };
})();
