const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MS = 100;
const REMIND_MS = 10_000;

/** Tells a person what is being done: a line that moves in a terminal, elsewhere one line when it is done or takes long. */
export class Progress {
  /** @type {Map<string, number>} what is being done, and since when */
  #doing = new Map();
  #frame = 0;
  /** @type {NodeJS.Timeout | undefined} */
  #timer;

  /** @param {NodeJS.WriteStream} [out] */
  constructor(out = process.stdout) {
    this.out = out;
    this.live = Boolean(out.isTTY) && !process.env.CI;
    this.coloured = this.live && !process.env.NO_COLOR;
  }

  /**
   * Shows that `label` is being done while `work` runs, and how long it took. `work` may return a text to be shown with it.
   * @template T
   * @param {string} label
   * @param {() => Promise<T>} work
   * @param {(result: T) => string} [describe]
   * @returns {Promise<T>}
   */
  async step(label, work, describe = () => '') {
    this.#begin(label);
    try {
      const result = await work();
      this.#end(label, this.paint(32, '✔'), describe(result));
      return result;
    } catch (error) {
      this.#end(label, this.paint(31, '✘'), '');
      throw error;
    }
  }

  /** @param {string} text */
  say(text) {
    if (this.live) this.out.write('\r\x1b[K');
    this.out.write(`${text}\n`);
    this.#draw();
  }

  /** @param {string} text */
  note(text) {
    this.say(`  ${this.paint(33, '•')} ${text}`);
  }

  /**
   * @param {number} colour
   * @param {string} text
   */
  paint = (colour, text) => (this.coloured ? `\x1b[${colour}m${text}\x1b[0m` : text);

  /** @param {string} label */
  #begin(label) {
    this.#doing.set(label, performance.now());
    this.#timer ??= setInterval(() => this.#tick(), this.live ? FRAME_MS : REMIND_MS);
    this.#draw();
  }

  /**
   * @param {string} label
   * @param {string} mark
   * @param {string} detail
   */
  #end(label, mark, detail) {
    const seconds = this.#secondsOf(label).toFixed(1);
    this.#doing.delete(label);
    this.say(`  ${mark} ${label.padEnd(24)} ${this.paint(90, `${seconds.padStart(5)} s`)}${detail && `   ${detail}`}`);
    if (this.#doing.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #tick() {
    this.#frame += 1;
    if (this.live) return this.#draw();
    for (const label of this.#doing.keys())
      this.out.write(`  … ${label}, ${this.#secondsOf(label).toFixed(0)} s so far\n`);
  }

  #draw() {
    const [first] = this.#doing.keys();
    if (!this.live || first === undefined) return;
    const text = `${[...this.#doing.keys()].join(', ')}  ${this.#secondsOf(first).toFixed(0)} s`;
    const width = Math.max(20, (this.out.columns ?? 80) - 6);
    this.out.write(`\r\x1b[K  ${this.paint(36, FRAMES[this.#frame % FRAMES.length] ?? '')} ${text.slice(0, width)}`);
  }

  /** @param {string} label */
  #secondsOf(label) {
    return (performance.now() - (this.#doing.get(label) ?? 0)) / 1000;
  }
}
