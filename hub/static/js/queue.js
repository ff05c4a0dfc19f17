// The pieces that wait, in their order: which one is shown, and the next few already drawn in memory.
"use strict";

const HEADERS = { "HX-Request": "true" };

export class Queue {
  constructor(ids, ahead) {
    this.ids = ids;
    this.ahead = ahead;
    this.at = 0;
    this.done = 0;
    this.drawn = new Map();
  }

  get current() { return this.ids[this.at]; }
  get total() { return this.ids.length + this.done; }

  hold(id, piece) { this.drawn.set(id, Promise.resolve(piece)); }

  // Resolves to the element of a piece; it is asked for once, and its pictures with it.
  draw(id) {
    if (!this.drawn.has(id)) {
      const wanted = this.fetch(id);
      wanted.catch(() => this.drawn.delete(id));
      this.drawn.set(id, wanted);
    }
    return this.drawn.get(id);
  }

  fetch(id, target = "") {
    const about = target ? `?target=${encodeURIComponent(target)}` : "";
    return fetch(`/review/${encodeURIComponent(id)}/piece${about}`, { headers: HEADERS }).then(element);
  }

  prefetch() {
    for (const id of this.ids.slice(this.at + 1, this.at + 1 + this.ahead)) this.draw(id).catch(() => {});
  }

  forget(id) { this.drawn.delete(id); }

  move(step) { this.at = Math.min(Math.max(this.at + step, 0), Math.max(this.ids.length - 1, 0)); }

  skip() {
    if (this.ids.length > 1) this.ids.push(...this.ids.splice(this.at, 1));
    if (this.at >= this.ids.length - 1) this.at = 0;
  }

  take() {
    const [id] = this.ids.splice(this.at, 1);
    this.done += 1;
    if (this.at >= this.ids.length) this.at = 0;
    return id;
  }

  drop(id) {
    this.ids = this.ids.filter((other) => other !== id);
    this.move(0);
  }

  putBack(id) {
    this.done = Math.max(0, this.done - 1);
    this.ids = this.ids.filter((other) => other !== id);
    this.ids.splice(this.at, 0, id);
  }

  // Adds what has come in meanwhile; resolves to whether anything waits now.
  async refill(answered) {
    const answer = await fetch("/review/queue", { headers: HEADERS });
    if (!answer.ok) return this.ids.length > 0;
    const fresh = (await answer.json()).filter((id) => !this.ids.includes(id) && !answered.has(id));
    this.ids.push(...fresh);
    return this.ids.length > 0;
  }
}

async function element(answer) {
  if (!answer.ok) {
    const gone = answer.status >= 400 && answer.status < 500;
    throw Object.assign(new Error(await answer.text()), { gone });
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const piece = document.adoptNode(page.querySelector(".piece"));
  for (const image of piece.querySelectorAll("img")) image.decode().catch(() => {});
  return piece;
}
