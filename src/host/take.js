// Hands over to the device what is taken along: to its printer, clipboard, share sheet or
// downloads. Loaded by everyone right after the first screen; it asks for nothing and keeps nothing.

// Whether the device has a share sheet of its own.
export const shares = typeof navigator.share === "function";

// Says whether it worked, as far as that can be known.
export async function take(root, kind, text) {
  try {
    await ways[kind](text, root);
    return true;
  } catch {
    // Refused by the browser or by the visitor: neither is an error of ours.
    return false;
  }
}

const ways = {
  print: (_, root) => print(root),
  copy: (text) => navigator.clipboard.writeText(text),
  share: (text) => navigator.share({ text }),
  calendar: (text) => download(text, "text/calendar;charset=utf-8", "check-again.ics"),
};

function download(text, type, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  // It stands on no page, so no page hears of the click.
  link.click();
  // Some browsers read the file only a while after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

// Prints the paper alone, and nothing of the page: from an empty frame, which every content policy
// allows because it loads nothing. How this was found out stands in ARCHITECTURE.md.
function print(root) {
  const paper = root.querySelector(".paper");
  // What draws paints now what nobody has seen yet.
  paper.dispatchEvent(new Event("paper", { bubbles: true }));
  root.querySelector(".printer")?.remove();
  const frame = document.createElement("iframe");
  frame.className = "printer";
  frame.tabIndex = -1;
  frame.setAttribute("aria-hidden", "true");
  // Firefox puts a new document into the frame until it has loaded.
  frame.addEventListener("load", () => {
    const page = frame.contentWindow;
    fill(page, root, paper);
    page.addEventListener("afterprint", () => setTimeout(() => frame.remove()));
    page.focus();
    page.print();
  }, { once: true });
  root.append(frame);
}

function fill(page, root, paper) {
  // A constructed sheet belongs to the document whose window made it.
  const sheet = new page.CSSStyleSheet();
  const rules = root.adoptedStyleSheets.flatMap((each) => Array.from(each.cssRules, (rule) => rule.cssText));
  sheet.replaceSync(rules.join("\n"));
  page.document.adoptedStyleSheets = [sheet];
  page.document.title = "Unknot";
  // The paper keeps the boxes around it, empty, so that the same rules fit.
  let content = paper.cloneNode(true);
  for (let box = paper.parentElement; box?.matches(".screen, .unknot"); box = box.parentElement) {
    const copy = box.cloneNode(false);
    copy.append(content);
    content = copy;
  }
  page.document.documentElement.lang = content.lang;
  page.document.body.append(content);
}
