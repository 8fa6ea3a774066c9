// The custom element <unknot-checker>: loads the checker, and shows the tag's own emergency
// advice for as long as the checker is not running.

// The build puts the names of the built files here.
const FILES = "@FILES@";

const TAG = "unknot-checker";
const DEFAULT_LANGUAGE = "en";
// Waiting times, in milliseconds, before what comes after the first screen is asked for again.
const PATIENCE = [1000, 5000, 20000];

const address = (name) => new URL(name, import.meta.url).href;

// All elements of a page share one program and one style sheet; the first element loads both.
let program;
let sheet;
// The elements that show a running checker.
const running = new Set();
// What draws, for all elements; a promise of nothing where it cannot be had.
let pen;
// After a panic the program must not be called again, not even for an element that comes later.
let lost = false;

function giveUp() {
  lost = true;
  running.forEach((element) => element.giveUp());
}

function loadProgram() {
  program ??= import(address(FILES.glue)).then(async (glue) => {
    await glue.default({ module_or_path: address(FILES.wasm) });
    // The panic is still on its way through the program: give up once it has left.
    glue.on_panic(() => queueMicrotask(giveUp));
    return glue;
  });
  return program;
}

function loadSheet() {
  sheet ??= load(FILES.sheet).then(async (response) => {
    const made = new CSSStyleSheet();
    await made.replace(await response.text());
    return made;
  });
  return sheet;
}

async function load(name) {
  // Without options, so that the early fetches of the stand-alone page are the same and count.
  const response = await fetch(address(name));
  if (!response.ok) throw new Error(`${name}: the server answered ${response.status}`);
  return response;
}

async function loadBytes(name) {
  return new Uint8Array(await (await load(name)).arrayBuffer());
}

// The work's result; after each failure it is tried again a while later, at last it is nothing.
async function patiently(what, work) {
  for (const wait of [...PATIENCE, undefined]) {
    try {
      return await work();
    } catch (error) {
      console.warn(`<${TAG}> has not got ${what}.`, error);
      if (wait !== undefined) await pause(wait);
    }
  }
  return undefined;
}

// What draws. Without it everything is said in words.
function loadPen() {
  let asked = 0;
  pen ??= patiently("its drawings", async () => {
    // A browser may remember that a module could not be had, so another try has another address.
    const again = asked++ ? `?${asked}` : "";
    const { open } = await import(address(FILES.pen) + again);
    return open(again);
  });
  return pen;
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// A page in the background paints nothing and calls back for no frame, hence the limit.
const painted = () => Promise.race([new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))), pause(300)]);

// What a timer asks of the device: no permission is asked for, and where the device cannot, or the
// page forbids it, the timer runs without.
class Device {
  vibrates = "vibrate" in navigator && matchMedia("(pointer: coarse)").matches;

  #lock;
  #audio;

  awake() {
    this.sleep();
    this.#lock = navigator.wakeLock?.request("screen").catch(() => {});
  }

  // Soft: it swells and fades, and is never loud.
  tone(start) {
    try {
      this.#audio ??= new AudioContext();
      this.#audio.resume().catch(() => {});
      const [note, volume, now] = [this.#audio.createOscillator(), this.#audio.createGain(), this.#audio.currentTime];
      note.frequency.value = start ? 660 : 440;
      volume.gain.setValueAtTime(0, now);
      volume.gain.linearRampToValueAtTime(0.15, now + 0.05);
      volume.gain.linearRampToValueAtTime(0, now + 0.7);
      note.connect(volume).connect(this.#audio.destination);
      note.start(now);
      note.stop(now + 0.7);
    } catch {
      // Without sound.
    }
  }

  shake(start) {
    navigator.vibrate?.(start ? 200 : [200, 150, 200]);
  }

  sleep() {
    this.#lock?.then((lock) => lock?.release()).catch(() => {});
    this.#lock = undefined;
  }

  rest() {
    this.sleep();
    this.#audio?.close().catch(() => {});
    this.#audio = undefined;
  }
}

class UnknotChecker extends HTMLElement {
  static observedAttributes = ["lang", "country", "clinic", "phone", "booking", "history"];

  #shadow = this.attachShadow({ mode: "open" });
  #mounted;
  #started = false;
  #unwatch = () => {};

  constructor() {
    super();
    this.#showAdvice();
  }

  connectedCallback() {
    if (this.#started) return;
    this.#started = true;
    this.#start().catch((error) => this.#fail(error));
  }

  disconnectedCallback() {
    // A page builder may move the element, which takes it out for a moment; what was begun stays.
    queueMicrotask(() => {
      if (this.isConnected || !this.#mounted) return;
      running.delete(this);
      this.#unwatch();
      this.#mounted.unmount();
      this.#mounted = undefined;
      this.#started = false;
      this.#showAdvice();
    });
  }

  attributeChangedCallback() {
    this.#mounted?.attributes(this.#attributes());
  }

  giveUp() {
    this.#fail(new Error("the checker has stopped"));
  }

  async #start() {
    const language = this.#language();
    const files = FILES.words[language];
    const [glue, style, words] = await Promise.all([loadProgram(), loadSheet(), loadBytes(files.words)]);
    if (lost) throw new Error("the checker has stopped");
    if (!this.isConnected) {
      this.#started = false;
      return;
    }
    const place = document.createElement("div");
    this.#mounted = glue.mount(place, this.#attributes(), words, new Device());
    running.add(this);
    // The program draws in a task of its own right after this one; the advice stays until then.
    await pause(0);
    if (!running.has(this)) return;
    this.#shadow.adoptedStyleSheets = [style];
    this.#shadow.replaceChildren(place);
    await painted();
    // Asked for unasked, and by everyone, so that no request depends on an answer.
    const rest = Promise.all([
      this.#loadTaking(),
      this.#loadLater(FILES.rules, (bytes) => this.#mounted.rules(bytes)),
      this.#loadLater(files.plan, (bytes) => this.#mounted.plan_words(bytes)),
    ]);
    this.dispatchEvent(new CustomEvent("unknot-ready", { bubbles: true, composed: true }));
    await rest;
    await this.#takePen(place, style);
    // So that changing the language asks for nothing any more.
    for (const [tag, other] of Object.entries(FILES.words)) {
      if (tag === language) continue;
      await this.#loadLater(other.words, (words) => {
        return this.#loadLater(other.plan, (plan) => this.#mounted.language(words, plan));
      });
    }
  }

  async #takePen(place, style) {
    const pen = await loadPen();
    if (!pen || !running.has(this)) return;
    try {
      this.#mounted.pen(pen.hash, pen.frame, pen.code);
      this.#shadow.adoptedStyleSheets = [style, pen.sheet];
      this.#unwatch = pen.watch(place);
    } catch (error) {
      console.warn(`<${TAG}> shows no drawings.`, error);
    }
  }

  // What takes the guidance along. Without it the checker offers none of that.
  async #loadTaking() {
    try {
      const { take, shares } = await import(address(FILES.take));
      if (running.has(this)) this.#mounted.carry(async (kind, text) => {
        const done = await take(this.#shadow, kind, text);
        if (kind === "copy" && running.has(this)) this.#mounted.copied(done);
      }, shares);
    } catch (error) {
      console.warn(`<${TAG}> has not got ${FILES.take}.`, error);
    }
  }

  async #loadLater(name, handOver) {
    const done = await patiently(name, async () => {
      const bytes = await loadBytes(name);
      if (running.has(this)) await handOver(bytes);
      return true;
    });
    // What can be answered without it still can; where it is missing, the checker says so.
    if (!done && running.has(this)) this.#mounted.rest_lost();
  }

  // The language of the tag, else of the page; where that says none, the one the browser prefers.
  #language() {
    const said = this.closest("[lang]")?.lang;
    const wanted = (said ? [said] : navigator.languages).map((tag) => tag.toLowerCase().split("-")[0]);
    return wanted.find((tag) => Object.hasOwn(FILES.words, tag)) ?? DEFAULT_LANGUAGE;
  }

  #attributes() {
    return Array.from(this.attributes).flatMap(({ name, value }) => [name, value]);
  }

  #fail(error) {
    running.delete(this);
    this.#mounted = undefined;
    this.#showAdvice();
    console.error(`<${TAG}> shows only the advice that stands in the tag.`, error);
  }

  #showAdvice() {
    this.#shadow.adoptedStyleSheets = [];
    this.#shadow.replaceChildren(document.createElement("slot"));
  }
}

// The script may stand on a page twice.
if (!customElements.get(TAG)) customElements.define(TAG, UnknotChecker);
