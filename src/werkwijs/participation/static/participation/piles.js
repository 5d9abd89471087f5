/* In the overview a slip can be dragged to another pile. Without this script a tap leads to the same. */
(function () {
  "use strict";
  var werkwijs = window.werkwijs || {}, queue = werkwijs.queue, source = document.getElementById("piles-data");
  if (!queue || !werkwijs.clock || !werkwijs.dragging || !source) return;
  var data = JSON.parse(source.textContent), words = data.words, clock = werkwijs.clock(data.now, data.last);
  var heaps = document.getElementById("heaps"), undo = document.getElementById("undo");

  function name(heap) { return heap.querySelector(".name").textContent; }

  function number(heap) {
    var n = heap.querySelectorAll("li").length, shown = heap.querySelector(".n"), unseen = shown.querySelector(".unseen");
    shown.firstChild.nodeValue = n;
    unseen.textContent = " " + (n === 1 ? words.slip : words.slips);
    if (!n) heap.parentNode.removeChild(heap);
  }

  function fresh(target) {
    var made = document.getElementById("heap").content.firstElementChild.cloneNode(true);
    made.dataset.pile = queue.uuid();
    made.querySelector(".name").textContent = words.pile_n.replace("{n}", data.next++);
    heaps.insertBefore(made, target);
    return made;
  }

  var grips = werkwijs.dragging(heaps, {
    item: "li", target: ".heap",
    drop: function (slip, target) {
      var from = slip.closest(".heap");
      if (from === target) return;
      var onto = target.id === "new-heap" ? fresh(target) : target;
      queue.give({ kind: "place", statements: [Number(slip.dataset.statement)], pile: onto.dataset.pile || null,
        label: onto.dataset.label || "", at: clock() });
      onto.querySelector("ul").appendChild(slip);
      number(onto);
      number(from);
      undo.hidden = false;
      document.getElementById("said").textContent = words.moved.replace("{name}", name(onto));
    }
  });
  if (grips) document.getElementById("new-heap").hidden = false;
})();
