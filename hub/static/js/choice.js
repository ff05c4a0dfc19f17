// What a teacher has chosen for one piece, and what Enter would do with it. Knows the form, not the keys.
"use strict";

const LABELS = {
  mastered: "Mastered, and next", beyond: "Beyond, and next",
  not_yet: "Not yet, and next", need_more: "Need more, and next",
};
const NEEDS_STEP = "Add a next step first: G and a number, or your own words.";
const NEEDS_WORDS = "Add a word that helps: G and a number, or your own words.";

export class Choice {
  constructor(piece) {
    this.piece = piece;
    this.form = piece.querySelector("form.answer");
    this.met = piece.dataset.met === "true";
    this.mastery = Number(piece.dataset.mastery);
    this.form.addEventListener("change", (event) => this.settle(event.target));
    this.form.addEventListener("input", () => this.show());
    this.show();
  }

  get level() { return Number(this.#value("level")); }
  get decision() { return this.#value("decision"); }
  get reason() { return this.#value("reason"); }
  get nextStep() { return this.#words().some((words) => /^(grow|next):/.test(words)); }
  get asksWhy() { return ["mastered", "beyond"].includes(this.decision) && !this.met && !this.reason; }

  // A level and a decision that contradict each other: the one chosen last stands.
  choose(name, value) {
    const input = this.form.querySelector(`[name="${name}"][value="${CSS.escape(String(value))}"]`);
    if (!input) return false;
    input.checked = true;
    this.settle(input);
    return true;
  }

  reset() {
    for (const name of ["level", "decision", "reason", "chip", "talk"]) this.#clear(name);
    this.show();
  }

  toggleChip(number) {
    const chip = this.form.querySelectorAll('[name="chip"]')[number - 1];
    if (!chip) return false;
    chip.checked = !chip.checked;
    this.show();
    return true;
  }

  toggle(name) {
    const input = this.form.elements[name];
    input.checked = !input.checked;
    this.show();
  }

  settle(input) {
    if (input.checked && input.name === "decision") this.#levelFor(input.value);
    if (input.checked && input.name === "level" && this.#contradicts()) this.#clear("decision");
    if (!["mastered", "beyond"].includes(this.decision)) this.#clear("reason");
    this.show();
  }

  // Returns {label, star, why}: what the button says, and why it cannot be pressed yet ("" when it can).
  outcome() {
    const { level, decision } = this;
    if (decision === "need_more") return { label: LABELS.need_more, why: "" };
    if (decision === "not_yet") return { label: LABELS.not_yet, why: this.nextStep ? "" : NEEDS_STEP };
    if (level && level < this.mastery) return { label: "Send, and next", why: this.#words().length ? "" : NEEDS_WORDS };
    if (this.asksWhy) return { label: LABELS[decision], star: true, why: "Say why: press 1, 2, 3 or 4.", quiet: true };
    if (decision) return { label: LABELS[decision], star: true, why: "" };
    if (level) return this.met ? { label: LABELS.mastered, star: true, why: "" } : { label: "Counts, and next", why: "" };
    if (this.#words().length) return { label: "Send words, and next", why: "" };
    return { label: "Choose a level", why: "Press 1, 2, 3 or 4 first.", quiet: true };
  }

  show() {
    const { label, star, why, quiet } = this.outcome();
    const button = this.form.querySelector("button.main");
    button.querySelector("span").textContent = label;
    button.classList.toggle("star", Boolean(star));
    button.setAttribute("aria-disabled", String(Boolean(why)));
    this.form.querySelector(".why").textContent = quiet ? "" : why;
    this.form.querySelector(".reasons").hidden = !["mastered", "beyond"].includes(this.decision) || this.met;
  }

  #words() {
    const chips = [...this.form.querySelectorAll('[name="chip"]:checked')].map((chip) => chip.value);
    if (this.form.elements.voice.value) chips.push("next:said");
    const own = this.form.elements.own.value.trim();
    return own ? [...chips, `next:${own}`] : chips;
  }

  #value(name) { return this.form.querySelector(`[name="${name}"]:checked`)?.value ?? ""; }

  #clear(name) { for (const input of this.form.querySelectorAll(`[name="${name}"]`)) input.checked = false; }

  #levelFor(decision) {
    const wanted = { mastered: this.mastery, beyond: 4 }[decision];
    if (wanted) this.form.querySelector(`[name="level"][value="${wanted}"]`).checked = true;
    else if (decision === "need_more" || this.level >= this.mastery) this.#clear("level");
  }

  #contradicts() {
    const allowed = { mastered: [this.mastery], beyond: [4], not_yet: [1, 2], need_more: [] }[this.decision];
    return allowed !== undefined && !allowed.includes(this.level);
  }
}
