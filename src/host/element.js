// The custom element <unknot-checker>: loads the checker, and shows the tag's own emergency
// advice for as long as the checker is not running.
//
// There are two programs from one source. The opening shows the start screen and the first
// question and can do nothing else; the whole checker is fetched as soon as the opening is
// painted. When a visitor does what the opening cannot do, it hands over, as text, what they have
// come to, and the whole checker goes on from there with the next screen.

// The build puts the names of the built files here.
const FILES = "@FILES@";

const TAG = "unknot-checker";
const DEFAULT_LANGUAGE = "en";
// Waiting times, in milliseconds, before what comes after the first screen is asked for again.
const PATIENCE = [1000, 5000, 20000];

const address = (name) => new URL(name, import.meta.url).href;

// All elements of a page share the programs and their style sheets; the first element loads them.
let opening;
let whole;
// The elements that show a running checker.
const running = new Set();
// What draws, for all elements; a promise of nothing where it cannot be had.
let pen;
// The element that has the browser's history, where one of them wants it.
let historian;
// After a panic no program must be called again, not even for an element that comes later.
let lost = false;

function giveUp() {
  lost = true;
  running.forEach((element) => element.giveUp());
}

const loadOpening = () => (opening ??= loadProgram(FILES.opening));

// The program with its style sheet. `again` is what a new try hangs onto the address of a module.
async function loadProgram(files, again = "") {
  const run = async (glue) => {
    await glue.default({ module_or_path: address(files.wasm) });
    // The panic is still on its way through the program: give up once it has left.
    glue.on_panic(() => queueMicrotask(giveUp));
    return glue;
  };
  const [glue, sheet] = await Promise.all([import(address(files.glue) + again).then(run), loadSheet(files.sheet)]);
  return { glue, sheet };
}

async function loadSheet(name) {
  const response = await load(name);
  const made = new CSSStyleSheet();
  await made.replace(await response.text());
  return made;
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

// A browser may remember that a module could not be had, so another try has another address.
function patientlyImport(what, work) {
  let asked = 0;
  return patiently(what, () => work(asked++ ? `?${asked}` : ""));
}

// The whole checker; nothing where it cannot be had.
function loadWhole() {
  whole ??= patientlyImport("the whole checker", (again) => loadProgram(FILES.whole, again));
  return whole;
}

// What draws. Without it everything is said in words.
function loadPen() {
  pen ??= patientlyImport("its drawings", async (again) => {
    const { open } = await import(address(FILES.pen) + again);
    return open(again);
  });
  return pen;
}

// Answers that a visitor has asked to keep; the whole checker alone knows what to do with them.
function hasKept() {
  try {
    return localStorage.getItem(TAG) !== null;
  } catch {
    return false;
  }
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
  #started = false;
  // The opening or the whole checker, where it is shown, and what it wears.
  #mounted;
  #place;
  #sheets = [];
  #words;
  // The whole program, once it is there, and whether it is what is shown.
  #whole;
  #isWhole = false;
  // What the opening waits with for the whole checker, and what else waits to be given to it.
  #state;
  #gifts = [];
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
      this.#unwatch();
      this.#mounted.unmount();
      this.#stop();
      this.#started = false;
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
    // What is kept is read and shown by the whole checker alone.
    const kept = hasKept();
    const [opening, whole, words] = await Promise.all([loadOpening(), kept && loadWhole(), loadBytes(files.words)]);
    if (lost) throw new Error("the checker has stopped");
    if (!this.isConnected) {
      this.#started = false;
      return;
    }
    this.#place = document.createElement("div");
    this.#sheets = [opening.sheet];
    this.#words = words;
    if (whole) {
      this.#mount(whole);
    } else {
      this.#mounted = opening.glue.open(this.#place, this.#attributes(), words, this.#mayHaveHistory(), (state) => this.#wait(state));
    }
    running.add(this);
    // The program draws in a task of its own right after this one; the advice stays until then.
    await pause(0);
    if (!running.has(this)) return;
    this.#show();
    await painted();
    // Asked for unasked, and by everyone, so that no request depends on an answer.
    const rest = Promise.all([
      this.#fetchTaking(),
      this.#fetchWhole(),
      this.#fetch([FILES.rules], (mounted, bytes) => mounted.rules(bytes)),
      this.#fetch([files.plan], (mounted, bytes) => mounted.plan_words(bytes)),
    ]);
    this.dispatchEvent(new CustomEvent("unknot-ready", { bubbles: true, composed: true }));
    await rest;
    const pen = await loadPen();
    if (pen) this.#give((mounted) => this.#takePen(mounted, pen));
    // So that changing the language asks for nothing any more.
    for (const [tag, other] of Object.entries(FILES.words)) {
      if (tag === language) continue;
      await this.#fetch([other.words, other.plan], (mounted, words, plan) => mounted.language(words, plan));
    }
  }

  #show() {
    this.#shadow.adoptedStyleSheets = this.#sheets;
    this.#shadow.replaceChildren(this.#place);
  }

  // The opening cannot go on, or need not any more. Where the whole checker goes on at once, the
  // opening draws no waiting screen before it goes.
  #wait(state) {
    this.#state = state;
    if (state === undefined || !this.#whole) return false;
    queueMicrotask(() => this.#takeOver());
    return true;
  }

  async #fetchWhole() {
    const whole = await loadWhole();
    if (!running.has(this) || this.#isWhole) return;
    this.#whole = whole;
    if (!whole) this.#mounted.rest_lost();
    this.#takeOver();
  }

  // The whole checker in the place of the opening, if that waits for it: never in the middle of a
  // screen, and all in one task, so that nobody sees it happen.
  #takeOver() {
    const state = this.#state;
    if (state === undefined || !this.#whole || !running.has(this)) return;
    this.#state = undefined;
    try {
      this.#mounted.unmount();
      this.#place = document.createElement("div");
      // It stands there before it is drawn, because only then can it take the focus.
      this.#show();
      this.#mount(this.#whole, state);
    } catch (error) {
      this.#fail(error);
    }
  }

  #mount({ glue, sheet }, state) {
    this.#mounted = glue.mount(this.#place, this.#attributes(), this.#words, new Device(), this.#mayHaveHistory(), state);
    this.#isWhole = true;
    this.#wear(sheet);
    this.#gifts.splice(0).forEach((give) => give(this.#mounted));
  }

  #wear(sheet) {
    this.#sheets.push(sheet);
    if (this.#shadow.adoptedStyleSheets.length) this.#shadow.adoptedStyleSheets = this.#sheets;
  }

  // To the whole checker, now or when it comes.
  #give(give) {
    if (!running.has(this)) return;
    if (this.#isWhole) give(this.#mounted);
    else this.#gifts.push(give);
  }

  // Where something is missing or belongs to another version, the checker says so; what can be
  // answered without it still can.
  async #fetch(names, handOver) {
    const files = await Promise.all(names.map((name) => patiently(name, () => loadBytes(name))));
    this.#give((mounted) => {
      try {
        if (files.every(Boolean)) return handOver(mounted, ...files);
      } catch (error) {
        console.warn(`<${TAG}> cannot use ${names}.`, error);
      }
      mounted.rest_lost();
    });
  }

  // What takes the guidance along. Without it the checker offers none of that.
  async #fetchTaking() {
    const taking = await patientlyImport("what takes things along", (again) => import(address(FILES.take) + again));
    if (!taking) return;
    this.#give((mounted) => mounted.carry(async (kind, text) => {
      const done = await taking.take(this.#shadow, kind, text);
      if (kind === "copy" && running.has(this)) this.#mounted.copied(done);
    }, taking.shares));
  }

  #takePen(mounted, pen) {
    try {
      mounted.pen(pen.hash, pen.frame, pen.code);
      this.#wear(pen.sheet);
      this.#unwatch = pen.watch(this.#place);
    } catch (error) {
      console.warn(`<${TAG}> shows no drawings.`, error);
    }
  }

  // One checker of a page can have it.
  #mayHaveHistory() {
    if (this.getAttribute("history")?.trim() === "steps") historian ??= this;
    return historian === this;
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
    this.#stop();
    console.error(`<${TAG}> shows only the advice that stands in the tag.`, error);
  }

  #stop() {
    running.delete(this);
    if (historian === this) historian = undefined;
    this.#mounted = undefined;
    this.#isWhole = false;
    this.#state = undefined;
    this.#gifts = [];
    this.#showAdvice();
  }

  #showAdvice() {
    this.#shadow.adoptedStyleSheets = [];
    this.#shadow.replaceChildren(document.createElement("slot"));
  }
}

// The script may stand on a page twice.
if (!customElements.get(TAG)) customElements.define(TAG, UnknotChecker);
