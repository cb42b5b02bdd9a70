// Keeps an open page true: a stream says that something changed, and the page asks for itself again.
const live = { root: document.querySelector("main[data-live]"), since: say.changed, held: say.held, stream: null, fresh: null, broken: false,
  lost: 0, asked: Date.now(), busy: false, timer: 0, hidden: 0, tries: 0, version: document.querySelector("[data-version]")?.dataset.version };
const tabs = "BroadcastChannel" in window ? new BroadcastChannel("live") : null;

// ── asking again ──
function soon(wait = 150) {
  if (!live.timer) live.timer = setTimeout(refresh, Math.max(wait, live.asked + 1000 - Date.now()));
}
async function refresh() {
  live.timer = 0;
  if (live.busy) return soon(500);
  live.busy = true;
  live.asked = Date.now();
  try {
    const answer = await fetch(address, { headers: { "X-Refresh": "1" }, cache: "no-store", signal: AbortSignal.timeout(20000) });
    if (new URL(answer.url).pathname === "/staff/login") return signedOut();
    if (answer.status >= 500) throw new Error(answer.status);
    if (answer.status === 410) return location.reload(); // erased: it must not stand on any screen
    if (!answer.ok || new URL(answer.url).pathname !== address.pathname) return; // it stands elsewhere now
    live.fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    live.since = live.fresh.body.dataset.changed ?? live.since;
    live.held = live.fresh.body.dataset.held ?? live.held;
    skew = Date.parse(live.fresh.body.dataset.now) - Date.now();
    show();
    found();
  } catch {
    live.lost ||= live.asked;
    soon(10000);
  } finally {
    live.busy = false;
  }
}
function show() {
  waits = false;
  document.querySelectorAll("[data-live]").forEach((part) => {
    const next = live.fresh.getElementById(part.id);
    if (next) renew(part, next);
  });
  document.title = live.fresh.title;
  document.querySelectorAll("[data-deadline]").forEach(tick);
  const acts = live.fresh.querySelector("[data-version]");
  if (!acts || acts.dataset.version === live.version) return;
  live.version = acts.dataset.version;
  tell(document.getElementById("news"), acts.dataset.newest);
}
// What the other did, for whoever is at something here; it stands in the history too.
function tell(place, words) {
  if (!place) return;
  const line = document.createElement("p");
  line.textContent = words;
  place.replaceChildren(line);
  const fade = () => (waits ? setTimeout(fade, 10000) : line.remove());
  setTimeout(fade, 30000);
}
// What waited for somebody to leave it alone.
["focusout", "mouseout", "toggle", "scroll", "change"].forEach((kind) => document.addEventListener(kind, () => {
  if (!waits || live.later) return;
  live.later = setTimeout(() => { live.later = 0; if (waits) show(); }, 400);
}, { capture: true, passive: true }));
document.querySelectorAll(".news-list button").forEach((button) => button.addEventListener("click", () => {
  const pane = button.closest("[data-live]");
  pane.querySelectorAll("[data-rows]").forEach((list) => wanted.add(list));
  show();
  pane.scrollTop = 0;
  scrollTo(0, 0);
  pane.querySelector("[data-row] a")?.focus(); // the button is gone
}));

// ── one quiet line, when the page cannot be trusted any more ──
function line(name, end) {
  const place = document.getElementById("live-line"), words = document.createElement("p");
  if (place.dataset.says === name) return;
  place.dataset.says = name;
  words.append(`${place.dataset[name]} `, end);
  place.replaceChildren(...(name ? [words] : []));
}
function found() {
  live.lost = 0;
  if (!live.broken) line("", "");
}
function signedOut() {
  hangUp();
  live.root = null;
  const link = document.createElement("a");
  link.href = `/staff/login?next=${encodeURIComponent(address.pathname + address.search)}`;
  link.textContent = document.getElementById("live-line").dataset.again;
  line("signedOut", link);
}

// ── the stream: one for each page that is looked at ──
function listen() {
  if (!live.root || live.stream || document.hidden) return;
  const open = document.querySelector("[data-version]") ? `&inquiry=${address.pathname.split("/").pop()}` : "";
  const stream = live.stream = new EventSource(`/staff/live?since=${live.since}&held=${live.held}${open}`);
  tabs?.postMessage("");
  stream.onopen = () => {
    if (live.broken) soon();
    live.broken = false;
    live.tries = 0;
    found();
  };
  ["changed", "here", "reload"].forEach((name) => stream.addEventListener(name, () => soon()));
  stream.addEventListener("signed-out", signedOut);
  stream.addEventListener("enough", hangUp); // this person has very many windows open: here again when it is looked at
  stream.onerror = () => {
    live.broken = true;
    live.lost ||= Date.now();
    if (stream.readyState !== EventSource.CLOSED || live.stream !== stream) return; // else it tries again by itself
    hangUp();
    soon(); // which says so if nobody is signed in any more
    setTimeout(listen, Math.min(60, 5 * 2 ** live.tries++) * 1000);
  };
}
function hangUp() {
  live.stream?.close();
  live.stream = null;
}
function again() {
  if (!live.root || document.hidden) return;
  listen();
  soon();
}
if (live.root) {
  listen();
  // A browser has six connections to a server; a page nobody looks at gives its own up to those somebody does.
  if (tabs) tabs.onmessage = () => { if (document.hidden) hangUp(); };
  document.addEventListener("visibilitychange", () => {
    clearTimeout(live.hidden);
    if (document.hidden) live.hidden = setTimeout(hangUp, 60000);
    else again();
  });
  addEventListener("focus", () => { if (!live.stream) again(); });
  addEventListener("pageshow", (event) => { if (event.persisted) again(); });
  addEventListener("pagehide", hangUp);
  document.addEventListener("clock-turned", () => soon()); // another is late: counts and title say so too
  let beat = Date.now();
  setInterval(() => {
    const slept = Date.now() - beat > 60000;
    beat = Date.now();
    if (slept) hangUp(), again();
    else if (!document.hidden && Date.now() - live.asked > 300000) soon(); // the day turns; a proxy may keep the stream back
    if (live.lost && Date.now() - live.lost > 60000) {
      const time = document.createElement("time");
      time.textContent = wallTime(live.lost);
      line("behind", time);
    }
  }, 5000);
}
