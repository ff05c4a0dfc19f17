// Words that are said: recorded while V or the button is held, made into plain samples, sent ahead of the answer.
"use strict";

const RATE = 16000;
const LONGEST_MS = 60000;
const SHORTEST_MS = 400;
const NO_MICROPHONE = "The microphone does not answer. Allow it in the browser, or write a line.";
const TOO_SHORT = "Hold the key while you talk. A short press said nothing.";

export class Voice {
  constructor(token, say) {
    this.token = token;
    this.say = say;
    this.able = Boolean(navigator.mediaDevices?.getUserMedia && window.MediaRecorder);
    this.wanted = false;
    this.working = null;
    this.heard = new WeakMap();
  }

  get busy() { return Boolean(this.working); }

  // From here on what is said is about this piece; what was said about another stays with that.
  turnTo(piece, choice) {
    if (this.piece !== piece) this.release();
    this.piece = piece;
    this.choice = choice;
    const row = piece.querySelector(".speak");
    if (!row || row.dataset.ready) return;
    row.dataset.ready = "yes";
    row.hidden = !this.able;
    const talk = row.querySelector("[data-talk]");
    talk.addEventListener("pointerdown", (event) => { event.preventDefault(); this.press(); });
    for (const end of ["pointerup", "pointercancel", "pointerleave"]) talk.addEventListener(end, () => this.release());
    talk.addEventListener("click", (event) => { if (event.detail === 0) this.wanted ? this.release() : this.press(); });
    row.querySelector("[data-hear]").addEventListener("click", () => this.hear(piece));
    row.querySelector("[data-unsay]").addEventListener("click", () => this.unsay(piece, choice));
  }

  press() {
    if (!this.able || this.wanted || this.working) return;
    this.wanted = true;
    const { piece, choice } = this;
    this.working = this.record(piece)
      .then((blob) => blob && this.send(blob, piece, choice))
      .catch((error) => this.say(error.sentence ?? NO_MICROPHONE))
      .finally(() => { this.working = null; this.wanted = false; show(piece, false); });
  }

  release() {
    this.wanted = false;
    this.stop?.();
  }

  finish() {
    this.release();
    return this.working;
  }

  // Resolves to what was said while the key was held, or to nothing.
  // The button says so only once the microphone runs: words before that would be lost.
  async record(piece) {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, noiseSuppression: true } });
    try {
      if (!this.wanted) return this.say(TOO_SHORT);
      const recorder = new MediaRecorder(stream), parts = [], begun = performance.now();
      recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
      const ended = new Promise((resolve) => recorder.addEventListener("stop", resolve, { once: true }));
      this.stop = () => { if (recorder.state !== "inactive") recorder.stop(); };
      recorder.addEventListener("start", () => show(piece, true), { once: true });
      recorder.start();
      const limit = setTimeout(this.stop, LONGEST_MS);
      await ended;
      clearTimeout(limit);
      this.stop = null;
      if (performance.now() - begun < SHORTEST_MS) return this.say(TOO_SHORT);
      return new Blob(parts, { type: recorder.mimeType });
    } finally {
      for (const track of stream.getTracks()) track.stop();
    }
  }

  async send(blob, piece, choice) {
    const samples = await asSamples(blob);
    const headers = { "HX-Request": "true", "X-Form-Token": this.token, "Content-Type": "audio/wav" };
    const address = `/review/${encodeURIComponent(piece.dataset.evidence)}/voice`;
    const answer = await fetch(address, { method: "POST", body: wav(samples), headers });
    if (!answer.ok) throw Object.assign(new Error(), { sentence: await answer.text() });
    piece.querySelector('[name="voice"]').value = (await answer.json()).voice;
    this.heard.set(piece, samples);
    piece.querySelector("[data-hear] span").textContent = `hear it, ${Math.max(1, Math.round(samples.length / RATE))} s`;
    this.say("");
    choice.show();
  }

  hear(piece) {
    const samples = this.heard.get(piece);
    if (!samples) return;
    const context = new AudioContext(), buffer = context.createBuffer(1, samples.length, RATE);
    buffer.copyToChannel(samples, 0);
    const source = new AudioBufferSourceNode(context, { buffer });
    source.connect(context.destination);
    source.addEventListener("ended", () => context.close());
    source.start();
  }

  unsay(piece, choice) {
    piece.querySelector('[name="voice"]').value = "";
    this.heard.delete(piece);
    show(piece, false);
    choice.show();
  }
}

function show(piece, recording) {
  const row = piece.querySelector(".speak");
  const said = Boolean(row.querySelector('[name="voice"]').value);
  row.querySelector("[data-talk]").setAttribute("aria-pressed", String(recording));
  for (const name of ["hear", "unsay"]) row.querySelector(`[data-${name}]`).hidden = recording || !said;
}

// Whatever container this browser records in: mono samples at 16 kHz, a minute at most.
async function asSamples(blob) {
  const context = new OfflineAudioContext(1, RATE, RATE);
  const decoded = await context.decodeAudioData(await blob.arrayBuffer());
  const length = Math.min(Math.ceil(decoded.duration * RATE), (LONGEST_MS / 1000) * RATE);
  const offline = new OfflineAudioContext(1, Math.max(length, 1), RATE);
  const source = new AudioBufferSourceNode(offline, { buffer: decoded });
  source.connect(offline.destination);
  source.start();
  return (await offline.startRendering()).getChannelData(0);
}

function wav(samples) {
  const bytes = new DataView(new ArrayBuffer(44 + 2 * samples.length));
  const words = (at, text) => [...text].forEach((letter, n) => bytes.setUint8(at + n, letter.charCodeAt(0)));
  words(0, "RIFF");
  bytes.setUint32(4, 36 + 2 * samples.length, true);
  words(8, "WAVEfmt ");
  bytes.setUint32(16, 16, true);
  bytes.setUint16(20, 1, true);
  bytes.setUint16(22, 1, true);
  bytes.setUint32(24, RATE, true);
  bytes.setUint32(28, 2 * RATE, true);
  bytes.setUint16(32, 2, true);
  bytes.setUint16(34, 16, true);
  words(36, "data");
  bytes.setUint32(40, 2 * samples.length, true);
  samples.forEach((value, n) => bytes.setInt16(44 + 2 * n, Math.max(-1, Math.min(1, value)) * 0x7fff, true));
  return bytes.buffer;
}
