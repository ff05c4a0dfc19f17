// A page that stays fresh while somebody looks at it. A hidden one lets its stream go and asks, when it is shown again,
// for what is new since the last event that it had. A browser keeps six connections to one host, so only four windows
// of it hold a stream at a time (a seat is a lock that the browser gives back by itself); the others look every 2 s.
"use strict";
(() => {
  const SILENCE_MS = 6000;
  const GLANCE_MS = 2000;
  const SEATS = ["1", "2", "3", "4"].map((number) => `waystation-stream-${number}`);
  const banner = document.getElementById("stale");
  const place = document.getElementById("stream");
  let heard = performance.now();
  let lastId = "";
  let connection = null;

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

  // Each opening is an element of its own: what still comes for one that is gone falls on the floor.
  function open() {
    connection = document.createElement("div");
    connection.setAttribute("hx-sse:connect", place.dataset.address);
    connection.setAttribute("hx-config", "sse.reconnectMaxDelay:4000 sse.pauseOnBackground:false");
    connection.setAttribute("hx-swap", "none");
    place.append(connection);
    htmx.process(connection);
  }

  function close() {
    connection._htmx?.sse?.abortController?.abort();
    connection.remove();
    connection = null;
  }

  const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });
  const event = (name) => new Promise((resolve) => { document.addEventListener(name, resolve, { once: true }); });

  async function stream() {
    open();
    const opened = performance.now();
    while (!document.hidden) {
      await Promise.race([pause(1000), event("visibilitychange")]);
      const quiet = performance.now() - Math.max(heard, opened) > SILENCE_MS;
      if (quiet && !connection._htmx?.sse) break; // its first opening failed; later ones it repeats by itself
    }
    close();
  }

  async function glance() {
    open();
    await Promise.race([event("fresh"), pause(SILENCE_MS), event("visibilitychange")]);
    close();
    await pause(GLANCE_MS);
  }

  // Resolves to whether there was a seat, after it was given back.
  async function seated(act) {
    if (!navigator.locks) return act().then(() => true);
    for (const seat of SEATS) {
      const had = await navigator.locks.request(seat, { ifAvailable: true }, (lock) => lock && act().then(() => true));
      if (had) return true;
    }
    return false;
  }

  async function watch() {
    for (;;) {
      if (document.hidden) await event("visibilitychange");
      else if (!(await seated(stream))) await glance();
    }
  }

  document.addEventListener("fresh", (event) => { if (connection?.contains(event.target)) fresh(event.detail.data); });
  document.addEventListener("htmx:sse:after:message", (event) => { lastId = event.detail.message.id || lastId; });
  document.addEventListener("htmx:config:request", (event) => {
    if (lastId && event.detail.ctx.sourceElement === connection) event.detail.ctx.request.headers["Last-Event-ID"] = lastId;
  });
  addEventListener("htmx:sse:error", (event) => { if ([401, 403, 409].includes(event.detail.status)) location.reload(); });
  addEventListener("visibilitychange", () => { if (!document.hidden) heard = performance.now(); });
  setInterval(() => { if (!document.hidden) check(); }, 1000);
  watch();
})();
