// What lies over the live page: the menu of one learner, and the words to everybody. Each goes when something was done,
// and stays, with what was typed, when it was refused. Without this the names lead to a page with the same menu.
"use strict";
(() => {
  const menu = document.getElementById("menu");
  const away = () => waystation.say("The hub cannot be reached. Nothing was changed.");
  const byScript = { "HX-Request": "true" };
  let opener = "";

  async function open(link) {
    const answer = await fetch(link.href, { headers: byScript });
    const text = await answer.text();
    if (!answer.ok) return waystation.say(text);
    opener = link.id;
    menu.innerHTML = text;
    menu.showPopover();
    return menu.querySelector("button, a")?.focus();
  }

  async function send(form, button) {
    const fields = new URLSearchParams(new FormData(form, button));
    const answer = await fetch(form.action, { method: "POST", headers: byScript, body: fields });
    if (!answer.ok) return waystation.say(await answer.text());
    form.reset();
    return form.closest("[popover]")?.hidePopover();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-menu]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    open(link).catch(away);
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.closest("[popover]")) return;
    event.preventDefault();
    send(event.target, event.submitter).catch(away);
  });
  menu.addEventListener("toggle", (event) => {
    if (event.newState === "closed") document.getElementById(opener)?.focus();
  });
})();
