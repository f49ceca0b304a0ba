/** Owns the simulated clock as the page shows and moves it; it refuses to wait by itself: the simulator says when a move is done. */
import { moveClock, readClock } from "./control.js";
import { part } from "./dom.js";
import { cityOf, dateOf, timeOf } from "./when.js";
import { say } from "./words.js";

export class Clock {
  /** `desk`: `zone()` of the person on the first phone, `ticked()`, `leaving()` before a move, after it `settled()` (awaited), `quiet()` and `elsewhere()` (names), `complain(error)`. */
  constructor(root, desk) {
    this.root = root;
    this.desk = desk;
    this.known = { now_ms: 0, running: false };
    this.readAt = performance.now();
    this.busy = false;
    for (const button of root.querySelectorAll("[data-move]")) button.addEventListener("click", () => this.move(button));
    setInterval(() => this.known.running && this.show(), 1000);
  }

  /** The simulated now, in milliseconds UTC. */
  now() {
    return this.known.now_ms + (this.known.running ? Math.round(performance.now() - this.readAt) : 0);
  }

  async read() {
    try {
      this.hear(await readClock());
    } catch (error) {
      this.desk.complain(error);
    }
  }

  /** Takes over what the simulator said about its clock. */
  hear({ now_ms, running }) {
    this.known = { now_ms, running: running ?? this.known.running };
    this.readAt = performance.now();
    this.show();
  }

  show() {
    const now = this.now();
    if (!now) return;
    const zone = this.desk.zone();
    const time = part(this.root, "now-time");
    time.textContent = timeOf(now, zone);
    time.dateTime = new Date(now).toISOString();
    part(this.root, "now-date").textContent = dateOf(now, zone);
    part(this.root, "now-zone").textContent = cityOf(zone);
    part(this.root, "now").dataset.nowMs = now;
    this.desk.ticked();
  }

  notice(text) {
    part(this.root, "notice").textContent = text;
  }

  /** One of the three moves; `document.body.dataset.clock` is "busy" until both phones show its outcome. */
  async move(button) {
    if (this.busy) return;
    const moves = { hour: { advance_seconds: 3600 }, morning: { to: "morning", zone: this.desk.zone() }, next: { to: "next" } };
    this.mark(button, true);
    this.notice(say("moving"));
    this.desk.leaving();
    try {
      const answer = await moveClock(moves[button.dataset.move]);
      this.hear(answer);
      await this.desk.settled();
      this.notice(this.outcome(button.dataset.move, answer));
    } catch (error) {
      this.desk.complain(error);
    } finally {
      this.mark(button, false);
    }
  }

  /** What a move came to, where neither phone shows it. */
  outcome(move, { moved, settled }) {
    if (moved === false) return say("nothing");
    if (settled === false) return say("unsettled");
    if (move === "next" && this.desk.quiet()) return say("unseen");
    const names = this.desk.elsewhere();
    return names.length ? say("elsewhere", { names: names.join(", ") }) : "";
  }

  /** `aria-disabled`, not `disabled`: a disabled button would lose the focus of whoever works by keyboard. */
  mark(button, busy) {
    this.busy = busy;
    button.classList.toggle("working", busy);
    for (const other of this.root.querySelectorAll("[data-move]")) {
      if (busy) other.setAttribute("aria-disabled", "true");
      else other.removeAttribute("aria-disabled");
    }
    document.body.dataset.clock = busy ? "busy" : "idle";
  }
}
