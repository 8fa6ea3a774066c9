// What draws exercises and codes: loads the second program with its poses and its style sheet,
// paints drawings that come near the window, and shows movements. Everything here comes unasked,
// after the first screen, the rules and the words.

// The build puts the names of the built files here.
const FILES = "@FILES@";

const SVG = "http://www.w3.org/2000/svg";
// The checker leaves drawings empty; what they are stands in their attributes.
const DRAWING = ".figure:not(.film)";
// Seconds after the beginning of a movement, and where it is then: there, back, and there again.
const SCRIPT = [[0, 0], [0.3, 0], [1.7, 1], [2.2, 1], [3.1, 0], [3.3, 0], [4.7, 1]];

const address = (name) => new URL(name, import.meta.url).href;

async function load(name) {
  const response = await fetch(address(name));
  if (!response.ok) throw new Error(`${name}: the server answered ${response.status}`);
  return response;
}

// `again` is what a new try hangs onto the address of a module.
export async function open(again) {
  const [glue, poses, style] = await Promise.all([
    import(address(FILES.glue) + again),
    load(FILES.poses).then((response) => response.arrayBuffer()),
    load(FILES.sheet).then((response) => response.text()),
  ]);
  await glue.default({ module_or_path: address(FILES.wasm) });
  const drawings = new glue.Drawings(new Uint8Array(poses));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  return {
    hash: drawings.hash(),
    frame: (massage, place) => drawings.frame(massage, place),
    code: glue.code,
    sheet,
    watch: (place) => watch(place, drawings),
  };
}

// Paints the drawings of a checker, each when it comes near the window, and all of them for paper.
// Plays each movement once when it comes into view, unless the visitor wants no motion, and
// whenever its button is pressed. Returns how to stop.
function watch(place, drawings) {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const paper = matchMedia("print");
  const near = observer({ rootMargin: "100% 0px" }, (figure) => paint(figure, draw(drawings, figure, figure.dataset.moment)));
  const seen = observer({ threshold: 0.6 }, (figure) => still.matches || play(figure, drawings));
  const look = () => {
    place.querySelectorAll(DRAWING).forEach(near.begin);
    place.querySelectorAll(".moving").forEach(seen.begin);
  };
  const print = () => place.querySelectorAll(DRAWING).forEach(near.tell);
  // Where a screen changes, the place of one drawing may become that of another.
  const changes = new MutationObserver((all) => {
    all.filter(({ type }) => type === "attributes").forEach(({ target }) => near.forget(target));
    look();
  });
  changes.observe(place, { childList: true, subtree: true, attributeFilter: ["data-exercise", "data-massage"] });
  const stop = new AbortController();
  const until = { signal: stop.signal };
  addEventListener("beforeprint", print, until);
  place.addEventListener("paper", print, until);
  paper.addEventListener("change", print, until);
  place.addEventListener("click", ({ target }) => {
    const button = target.closest(".show");
    if (button) play(button.closest(".moving"), drawings);
  }, until);
  look();
  return () => {
    stop.abort();
    changes.disconnect();
    near.end();
    seen.end();
  };
}

// Tells of each element once, as soon as it is where it should be.
function observer(where, tell) {
  const known = new WeakSet();
  const once = (element) => {
    observes.unobserve(element);
    tell(element);
  };
  const observes = new IntersectionObserver((entries) => {
    entries.filter((entry) => entry.isIntersecting).forEach(({ target }) => once(target));
  }, where);
  return {
    begin: (element) => {
      if (known.has(element)) return;
      known.add(element);
      observes.observe(element);
    },
    tell: once,
    forget: (element) => {
      observes.unobserve(element);
      known.delete(element);
    },
    end: () => observes.disconnect(),
  };
}

function draw(drawings, { dataset: { massage, exercise } }, moment) {
  return drawings.draw(massage !== undefined, Number(massage ?? exercise), Number(moment));
}

// The moving picture lies in the place of the last still one, which stays as it is.
function play(figure, drawings) {
  if (figure.classList.contains("playing")) return;
  const last = figure.querySelector(".picture:last-child .figure");
  const film = last.cloneNode();
  film.classList.add("film");
  let began;
  const frame = (time) => {
    began ??= time;
    const moment = momentAt((time - began) / 1000);
    const drawing = figure.isConnected && moment !== undefined && draw(drawings, last, moment);
    if (!drawing) {
      film.remove();
      figure.classList.remove("playing");
      return;
    }
    paint(film, drawing);
    if (!film.isConnected) last.after(film);
    figure.classList.add("playing");
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

function momentAt(seconds) {
  const next = SCRIPT.findIndex(([until]) => seconds < until);
  if (next < 1) return undefined;
  const [[start, from], [end, to]] = [SCRIPT[next - 1], SCRIPT[next]];
  const part = (seconds - start) / (end - start);
  // Slow at both ends.
  return from + (to - from) * part * part * (3 - 2 * part);
}

function paint(svg, drawing) {
  const paths = (drawing ?? "").split("\n").filter(Boolean).map((line) => {
    const [classes, d] = line.split(":");
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("class", classes);
    path.setAttribute("d", d);
    return path;
  });
  svg.replaceChildren(...paths);
}
