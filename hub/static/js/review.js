// Review: keys and touches on one piece after the other; answers go out behind the teacher's back, in order.
"use strict";
import { Choice } from "./choice.js";
import { Queue } from "./queue.js";
import { Voice } from "./voice.js";

const PACE = 1.25;
const AWAY_MS = 3000;
const EMPTY_MS = 5000;
const UNREACHED = "The hub cannot be reached. Nothing was lost; try again.";
const desk = document.getElementById("desk");
const undoBar = document.getElementById("undo");
const { say, typing } = window.waystation;
const queue = new Queue(desk.dataset.waiting.split(" ").filter(Boolean), Number(desk.dataset.prefetch));
const answered = new Set();
const voice = new Voice(desk.dataset.token, say);
const choices = new WeakMap();
let sending = Promise.resolve();
let awaitsChip = false;
let undoTimer = 0;
let refreshTimer = 0;
let moving = false;
const early = [];

const shown = () => desk.querySelector(".piece");
const choice = () => choices.get(shown());

function post(address, form) {
  const request = { method: "POST", body: new URLSearchParams(form), headers: { "HX-Request": "true" }, keepalive: true };
  return fetch(address, request).then((answer) => {
    if (answer.status === 401) location.assign(`/sign-in?next=${encodeURIComponent(location.pathname)}`);
    return answer;
  });
}

function withToken(fields) { return { form_token: desk.dataset.token, ...fields }; }

function show(piece) {
  clearTimeout(refreshTimer);
  desk.replaceChildren(piece);
  scrollTo(0, 0);
  for (const sound of piece.querySelectorAll("audio")) sound.defaultPlaybackRate = sound.playbackRate = PACE;
  if (!choices.has(piece)) choices.set(piece, new Choice(piece));
  voice.turnTo(piece, choices.get(piece));
  const id = piece.dataset.evidence;
  history.replaceState(null, "", `/review/${encodeURIComponent(id)}`);
  place();
  piece.querySelector("h1").focus({ preventScroll: true });
  post(`/review/${encodeURIComponent(id)}/start`, withToken({})).catch(() => {});
  if (piece.querySelector("[data-away]")) refreshTimer = setTimeout(() => redraw(id), AWAY_MS);
  queue.prefetch();
}

function place() {
  const left = queue.ids.length;
  const words = document.getElementById("place");
  if (words) words.textContent = left ? `${queue.done + queue.at + 1} of ${queue.total} · about ${Math.ceil(left / 6)} min` : "";
  const number = document.querySelector('#waiting a[href="/review"] b');
  if (number) number.textContent = left || "";
}

// Shows the piece that is now due. Keys pressed meanwhile are meant for it, and wait for it.
async function showCurrent() {
  awaitsChip = false;
  if (!queue.ids.length) return empty();
  moving = true;
  const id = queue.current;
  try {
    const piece = await queue.draw(id);
    if (queue.current === id) show(piece);  // else an answer was given back meanwhile, and is shown already
  } catch (error) {
    say(error.gone ? error.message : UNREACHED);
    if (error.gone) {
      queue.drop(id);
      return showCurrent();
    }
  }
  moving = false;
  while (early.length && !moving) press(early.shift());
}

async function empty() {
  clearTimeout(refreshTimer);
  moving = false;
  desk.replaceChildren(document.getElementById("empty").content.cloneNode(true));
  history.replaceState(null, "", "/review");
  place();
  if (await queue.refill(answered).catch(() => false)) showCurrent();
  else refreshTimer = setTimeout(empty, EMPTY_MS);
}

// A photo that is still on its way: look again, and keep what was chosen meanwhile.
async function redraw(id) {
  queue.forget(id);
  const fresh = await queue.draw(id).catch(() => null);
  const old = shown();
  if (!fresh || old?.dataset.evidence !== id) return;
  old.querySelector(".sheet").replaceWith(fresh.querySelector(".sheet"));
  queue.hold(id, old);
  if (old.querySelector("[data-away]")) refreshTimer = setTimeout(() => redraw(id), AWAY_MS);
}

function send() {
  if (voice.busy) return voice.finish().then(send);
  const piece = shown();
  const chosen = choice();
  if (!chosen) return;
  const { why } = chosen.outcome();
  if (why) return say(why);
  const fields = new FormData(chosen.form);
  const id = queue.take();
  answered.add(id);
  say("");
  sending = sending.then(() => deliver(id, piece, fields));
  showCurrent();
}

async function deliver(id, piece, fields) {
  try {
    const answer = await post(`/review/${encodeURIComponent(id)}/answer`, fields);
    if (!answer.ok) throw new Error(await answer.text());
    offerUndo(id, piece, await answer.json());
  } catch (error) {
    giveBack(id, piece, error instanceof TypeError ? UNREACHED : error.message);
  }
}

function giveBack(id, piece, sentence) {
  answered.delete(id);
  queue.putBack(id);
  queue.hold(id, piece);
  showCurrent().then(() => say(sentence));
}

function offerUndo(id, piece, kept) {
  undoBar.elements.answer.value = kept.answer;
  undoBar.querySelector("span").textContent = kept.says;
  undoBar.hidden = false;
  undoBar.undo = { id, piece };
  clearTimeout(undoTimer);
  undoTimer = setTimeout(() => { undoBar.hidden = true; }, 10000);
}

async function undo() {
  if (undoBar.hidden) return;
  undoBar.hidden = true;
  const { id, piece } = undoBar.undo;
  const answer = await post("/review/undo", withToken({ answer: undoBar.elements.answer.value }));
  if (answer.ok) giveBack(id, piece, "Taken back. Nothing was sent.");
  else say(await answer.text());
}

function go(step) { queue.move(step); showCurrent(); }

function skip() { queue.skip(); showCurrent(); }

// Space: what can be heard is played or paused, what can be seen is made larger.
function zoom() {
  const sound = shown()?.querySelector("audio");
  if (!sound) return shown()?.classList.toggle("zoomed");
  return sound.paused ? sound.play().catch(() => {}) : sound.pause();
}

// The same piece for another of its targets: its evidence, its levels and its decision are others.
async function turnTo(target) {
  const id = queue.current ?? shown().dataset.evidence;
  const piece = await queue.fetch(id, target).catch((error) => say(error.gone ? error.message : UNREACHED));
  if (!piece || shown()?.dataset.evidence !== id) return;
  queue.hold(id, piece);
  show(piece);
}

const KEYS = {
  j: () => go(1), arrowright: () => go(1), arrowdown: () => go(1),
  k: () => go(-1), arrowleft: () => go(-1), arrowup: () => go(-1),
  m: () => choice()?.choose("decision", "mastered"), b: () => choice()?.choose("decision", "beyond"),
  n: () => choice()?.choose("decision", "not_yet"), e: () => choice()?.choose("decision", "need_more"),
  v: () => voice.press(), g: () => { awaitsChip = true; }, t: () => choice()?.toggle("talk"),
  s: skip, z: undo, enter: send, " ": zoom, escape: () => choice()?.reset(),
};

function digit(number) {
  const chosen = choice();
  if (!chosen) return;
  if (awaitsChip) {
    if (!chosen.toggleChip(number)) say(`There is no G${number} here.`);
  } else if (chosen.asksWhy) {
    const reason = chosen.form.querySelectorAll('[name="reason"]')[number - 1];
    if (reason) chosen.choose("reason", reason.value);
  } else if (number <= 4) chosen.choose("level", number);
  awaitsChip = false;
}

function press(key) {
  if (KEYS[key]) KEYS[key]();
  else digit(Number(key));
  if (key !== "g") awaitsChip = false;
}

// Keys that a focused control needs for itself: every control its Space, links and small buttons their Enter.
function needed(event, key) {
  const control = event.target.closest?.("a[href], button, input, audio");
  if (key === "enter") return Boolean(control?.matches("a, button:not(.answer .main)"));
  return key === " " && Boolean(control?.matches("button, input, audio"));
}

addEventListener("keyup", (event) => { if (event.key.toLowerCase() === "v") voice.release(); });
addEventListener("keydown", (event) => {
  const key = event.key.toLowerCase();
  if (event.target.name === "own") {
    if (key === "escape") event.target.blur();
    if (key !== "enter") return;
  } else if (typing(event) && !["radio", "checkbox"].includes(event.target.type)) return;
  if (event.ctrlKey || event.metaKey || event.altKey || (event.repeat && key !== "j" && key !== "k") || needed(event, key)) return;
  if (!/^[1-9]$/.test(key) && !KEYS[key]) return;
  event.preventDefault();
  if (moving) early.push(key);
  else press(key);
});
desk.addEventListener("submit", (event) => { event.preventDefault(); send(); });
addEventListener("click", (event) => {
  const other = event.target.closest("#desk [data-target]");
  if (other && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    turnTo(other.dataset.target);
    return;
  }
  const way = event.target.closest("[data-go]")?.dataset.go;
  if (way === "skip") skip();
  else if (way) go(Number(way));
  else if (event.target.closest("[data-zoom]") && !event.target.closest("audio")) zoom();
});
undoBar.addEventListener("submit", (event) => { event.preventDefault(); undo(); });

if (shown()) {
  const id = shown().dataset.evidence;
  queue.at = Math.max(0, queue.ids.indexOf(id));
  queue.hold(id, shown());
  show(shown());
} else refreshTimer = setTimeout(empty, EMPTY_MS);
