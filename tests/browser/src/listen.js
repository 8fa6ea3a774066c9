// Runs before any script of a page: keeps what the element says to its host and what the console
// says, for the journeys. The test site puts it into every page; nothing of it is shipped.
(() => {
  window.unknotHeard = [];
  const dispatch = EventTarget.prototype.dispatchEvent;
  EventTarget.prototype.dispatchEvent = function (event) {
    if (event.type.startsWith("unknot-")) {
      window.unknotHeard.push({ name: event.type, detail: event.detail ?? null, from: this });
    }
    return dispatch.call(this, event);
  };

  window.unknotSaid = [];
  const say = (level, parts) => window.unknotSaid.push(`${level}: ${parts.map(String).join(" ")}`);
  for (const [name, level] of [["error", "SEVERE"], ["warn", "WARNING"]]) {
    const before = console[name];
    console[name] = (...parts) => {
      say(level, parts);
      before.apply(console, parts);
    };
  }
  // A file that does not arrive says so only where it was asked for, hence the capture.
  addEventListener("error", (event) => {
    say("SEVERE", [event.message ?? "cannot load", event.target?.src ?? event.target?.href ?? ""]);
  }, true);
  addEventListener("unhandledrejection", (event) => say("SEVERE", [event.reason]));
  addEventListener("securitypolicyviolation", (event) => {
    say("SEVERE", ["refused by the content policy:", event.violatedDirective, event.blockedURI]);
  });
})();
