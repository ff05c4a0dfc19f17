// Live: says since when the page is not fresh, as soon as it may not be; loads it again when the stream is refused,
// and opens the stream again when its first opening failed (after that, the extension does so by itself).
"use strict";
(() => {
  const SILENCE_MS = 6000;
  const banner = document.getElementById("stale");
  const stream = document.getElementById("stream");
  let heard = performance.now();
  let tried = heard;

  function fresh(clock) {
    heard = performance.now();
    banner.dataset.fresh = clock;
    for (const time of document.querySelectorAll("[data-clock]")) time.textContent = clock;
    check();
  }

  function check() {
    const stale = performance.now() - heard > SILENCE_MS;
    const words = stale ? `Not fresh since ${banner.dataset.fresh}. Trying to reach the hub.` : "";
    if (banner.hidden === !stale) return;
    banner.hidden = !stale;
    banner.querySelector("span").textContent = words;
    document.body.classList.toggle("is-stale", stale);
  }

  function reopen() {
    if (stream._htmx?.sse || performance.now() - Math.max(heard, tried) < SILENCE_MS) return;
    tried = performance.now();
    htmx.process(stream, true);
  }

  stream.addEventListener("fresh", (event) => fresh(event.detail.data));
  addEventListener("htmx:sse:error", (event) => { if ([401, 403, 409].includes(event.detail.status)) location.reload(); });
  addEventListener("visibilitychange", () => { if (!document.hidden) check(); });
  setInterval(() => {
    if (document.hidden) return;
    check();
    reopen();
  }, 1000);
})();
