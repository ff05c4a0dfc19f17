// The menu of one learner over the live page; it stays while the page behind it goes on, and goes when something was done.
// Without it the names lead to a page with the same menu.
"use strict";
(() => {
  const menu = document.getElementById("menu");
  let opener = null;

  async function open(link) {
    const answer = await fetch(link.href, { headers: { "HX-Request": "true" } });
    if (!answer.ok) {
      waystation.say(await answer.text());
      return;
    }
    opener = link.id;
    menu.innerHTML = await answer.text();
    htmx.process(menu);
    menu.showPopover();
    menu.querySelector("button, a")?.focus();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-menu]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    open(link).catch(() => waystation.say("The hub cannot be reached. Nothing was changed."));
  });
  menu.addEventListener("submit", () => menu.hidePopover());
  menu.addEventListener("toggle", (event) => {
    if (event.newState === "closed") document.getElementById(opener)?.focus();
  });
})();
