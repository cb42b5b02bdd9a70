// Enhancement only: clocks that stay true, single keys, Show for passwords. Every act is a plain form without this.
"use strict";
const say = document.body.dataset;
const all = (selector) => [...document.querySelectorAll(selector)].filter((found) => found.offsetParent !== null);
const skew = say.now ? Date.parse(say.now) - Date.now() : 0;

// ── clocks: the server's words, counted on from the server's time ──
function amount(ms) {
  const minutes = Math.floor(ms / 60000), hours = Math.floor(minutes / 60);
  if (minutes < 1) return say.sayUnder;
  if (hours >= 24) {
    const days = { style: "unit", unit: "day", unitDisplay: "long" };
    return new Intl.NumberFormat(document.documentElement.lang, days).format(Math.floor(hours / 24));
  }
  if (hours >= 10) return say.sayHours.replace("{}", hours);
  if (hours) return say.sayBoth.replace("{}", hours).replace("{}", String(minutes % 60).padStart(2, "0"));
  return say.sayMinutes.replace("{}", minutes);
}
function tick(clock) {
  const now = Date.now() + skew, at = (name) => Date.parse(clock.dataset[name]);
  const state = now >= at("deadline") ? "late" : now >= at("start") ? "start-late" : now >= at("soon") ? "soon" : "fine";
  const lost = state.endsWith("late"), pattern = { late: say.sayLate, "start-late": say.sayStart }[state] || say.sayLeft;
  const left = clock.querySelector(".left"), strong = document.createElement("b");
  const much = amount(state === "late" ? now - at("deadline") : at("start") - now), words = pattern.replace("{}", much);
  if (!left || left.textContent === words) return;
  const [before, after] = lost ? ["", ""] : pattern.split("{}");
  strong.textContent = lost ? words : much;
  left.replaceChildren(before, strong, after);
  clock.dataset.state = state;
  const gone = clock.querySelector(".share-gone");
  if (gone) gone.setAttribute("width", Math.min(100, Math.round((100 * (now - at("from"))) / (at("start") - at("from")))));
  if (gone && lost) gone.parentElement.remove();
}
setInterval(() => document.querySelectorAll("[data-deadline]").forEach(tick), 30000);

// ── keys: off in this browser when somebody says so (WCAG 2.1.4) ──
const keys = document.getElementById("keys");
const keysOn = () => localStorage.getItem("keys") !== "off";
function move(step) {
  const rows = all(".row-link");
  const here = rows.indexOf(document.activeElement), open = rows.findIndex((row) => row.ariaCurrent);
  const from = here >= 0 ? here : open >= 0 ? open : step > 0 ? -1 : rows.length;
  rows[Math.min(rows.length - 1, Math.max(0, from + step))]?.focus();
}
function act(key) {
  const [target] = /^[aten]$/.test(key) ? all(`[data-key="${key}"]`) : [];
  if (!target) return false;
  if (target.matches("button")) target.click();
  else if (target.matches("details")) target.open = true;
  (target.querySelector(".panel :is(textarea, input:not([type=hidden]))") || target).focus();
  return true;
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") all("details.act[open], details.account[open]").forEach((open) => {
    open.open = false;
    open.querySelector("summary").focus();
  });
  if (!keys || keys.open || !keysOn() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const does = { j: () => move(1), k: () => move(-1), "?": () => keys.showModal() }[event.key];
  if (does ? (does(), true) : act(event.key)) event.preventDefault();
});
document.querySelectorAll("[data-keys-open]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => keys.showModal());
});
document.querySelectorAll("[data-keys-on]").forEach((box) => {
  box.checked = keysOn();
  box.addEventListener("change", () => localStorage.setItem("keys", box.checked ? "on" : "off"));
});

// ── the open row and the open view in sight, and Show beside a password ──
document.querySelector(".nav-link[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
document.querySelector(".row-link[aria-current]")?.closest(".row").scrollIntoView({ block: "nearest" });
document.querySelectorAll("[data-show]").forEach((button) => {
  const box = document.getElementById(button.dataset.show);
  button.hidden = false;
  button.addEventListener("click", () => {
    box.type = box.type === "password" ? "text" : "password";
    button.setAttribute("aria-pressed", box.type === "text");
  });
});
