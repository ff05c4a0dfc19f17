// The time of this device goes with a form that asks for it, as it is when the form is sent; and stands where asked.
"use strict";
(() => {
  for (const field of document.querySelectorAll('input[name="clock"]')) {
    field.form.addEventListener("submit", () => { field.value = String(Date.now()); });
  }
  for (const place of document.querySelectorAll("[data-here]")) {
    const options = { weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "numeric", minute: "2-digit", hourCycle: "h23", timeZone: place.dataset.here };
    place.textContent = new Intl.DateTimeFormat("en-GB", options).format(Date.now());
  }
})();
