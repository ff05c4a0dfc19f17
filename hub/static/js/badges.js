// Badges: choose many at once, fetch the sheet without leaving the page. The sheet stays in this tab's memory only.
"use strict";
(() => {
  const { say } = window.waystation;
  const boxes = [...document.querySelectorAll('input[name="owner"][type="checkbox"]')];

  function count() {
    const chosen = boxes.filter((box) => box.checked).length;
    const button = document.querySelector("[data-print] span");
    if (button) button.textContent = chosen === 1 ? "Print 1 new badge" : `Print ${chosen || ""} new badges`.replace("  ", " ");
  }

  function choose(which) {
    for (const box of boxes) box.checked = which === "all" || (which === "none" && box.dataset.state !== "active");
    count();
  }

  async function fetchSheet(form) {
    const request = { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { "HX-Request": "true" } };
    const answer = await fetch(form.action, request).catch(() => null);
    if (!answer) return say("The hub cannot be reached. Nothing was printed.");
    if (!answer.ok) return say((await answer.text()) || "That did not work. Load the page again.");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = "badges.pdf";
    link.click();
    URL.revokeObjectURL(link.href);
    say("The sheet is in your downloads. Print it, then delete the file: each code is a key.");
    for (const box of boxes) box.checked = false;
    count();
    for (const state of document.querySelectorAll("[data-refresh]")) state.hidden = false;
  }

  addEventListener("submit", (event) => {
    if (!event.target.matches("[data-sheet]")) return;
    event.preventDefault();
    fetchSheet(event.target);
  });
  addEventListener("click", (event) => {
    const button = event.target.closest("[data-choose]");
    if (button) choose(button.dataset.choose);
  });
  addEventListener("change", count);
})();
