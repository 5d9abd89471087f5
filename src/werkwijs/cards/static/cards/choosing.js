// A suggestion ticks its statement: the link alone already leads there.
for (const link of document.querySelectorAll("[data-tick]")) {
  link.addEventListener("click", () => {
    const box = document.querySelector(`#s${CSS.escape(link.dataset.tick)} input`);
    if (box) { box.checked = true; box.focus({ preventScroll: true }); }
  });
}
