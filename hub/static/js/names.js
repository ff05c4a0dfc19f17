// Hides names for a projector (key A), on every page and before the first one is drawn; shows what was refused.
"use strict";
(() => {
  const KEY = "waystation-names";
  const root = document.documentElement;

  function hidden() { return localStorage.getItem(KEY) === "hidden"; }

  function show() {
    root.toggleAttribute("data-names-hidden", hidden());
    for (const button of document.querySelectorAll("[data-hide-names]")) {
      button.setAttribute("aria-pressed", String(hidden()));
      button.querySelector("span").textContent = hidden() ? "Show names" : "Hide names";
    }
  }

  function turn() {
    localStorage.setItem(KEY, hidden() ? "shown" : "hidden");
    show();
  }

  function say(sentence) {
    const place = document.getElementById("say");
    place.textContent = sentence;
    place.hidden = !sentence;
    clearTimeout(say.timer);
    say.timer = setTimeout(() => { place.hidden = true; }, 10000);
  }

  function typing(event) {
    return event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input:not([type=checkbox]), textarea, select");
  }

  window.waystation = { say, typing };
  show();
  addEventListener("storage", show);
  addEventListener("DOMContentLoaded", () => {
    show();
    document.querySelector(".pages [aria-current]")?.scrollIntoView({ inline: "nearest", block: "nearest" });
  });
  addEventListener("click", (event) => { if (event.target.closest("[data-hide-names]")) turn(); });
  addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() === "a" && !event.repeat && !typing(event)) turn();
  });
  addEventListener("htmx:response:error", (event) => {
    const refused = event.detail.ctx;
    refused.swap = "none";
    say(refused.text || "That did not work. Load the page again.");
  });
  addEventListener("htmx:error", () => say("The hub cannot be reached. Nothing was changed."));
})();
