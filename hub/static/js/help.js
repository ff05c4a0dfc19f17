// Keys for the hand that is chosen, else for the oldest: each presses the button that says so. J and K go up and down.
"use strict";
(() => {
  const STEPS = { j: 1, arrowdown: 1, k: -1, arrowup: -1 };
  const { typing } = window.waystation;
  const hands = () => [...document.querySelectorAll(".hand")];
  const chosen = () => document.activeElement?.closest(".hand");

  function go(step) {
    const all = hands();
    const at = all.indexOf(chosen());
    all[at < 0 ? 0 : Math.min(Math.max(at + step, 0), all.length - 1)]?.focus();
  }

  addEventListener("keydown", (event) => {
    const key = event.key.toLowerCase();
    if (typing(event) || event.repeat && !(key in STEPS)) return;
    if (key in STEPS) {
      event.preventDefault();
      return go(STEPS[key]);
    }
    (chosen() || hands()[0])?.querySelector(`[data-key="${CSS.escape(key)}"]`)?.click();
  });
})();
