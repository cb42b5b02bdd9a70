// Single keys. They can be switched off in this browser (WCAG 2.1.4), and the list of them shows those that work here.
const keys = document.getElementById("keys");
const keysOn = () => localStorage.getItem("keys") !== "off";
// Typing is never taken for a key; a box that is ticked or chosen takes no letters.
const TYPED_IN = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

const rows = () => all(".row-link");
const target = (key) => all(`[data-key="${key}"]`)[0];
const ticked = () => document.activeElement.closest(".row")?.querySelector("input[type=checkbox]");

function move(step) {
  const links = rows(), row = document.activeElement.closest(".row");
  const here = links.findIndex((link) => row?.contains(link)), open = links.findIndex((link) => link.ariaCurrent);
  const from = here >= 0 ? here : open >= 0 ? open : step > 0 ? -1 : links.length;
  links[Math.min(links.length - 1, Math.max(0, from + step))]?.focus();
}
function act(found) {
  if (found.matches("button, a")) return found.focus(), found.click();
  if (found.matches("details")) found.open = true;
  if (found.matches("[type=radio]")) found.checked = true;
  (document.getElementById(found.dataset.box) || found.querySelector(".panel :is(textarea, input:not([type=hidden]))") || found).focus();
}
// What a key does on this page as it is now, or nothing; Enter is the browser's own.
function meaning(key) {
  if (key === "?") return showKeys;
  if (key === "x") return ticked() && (() => ticked().click());
  if (/^[jk]$/.test(key)) return rows().length && (() => move(key === "j" ? 1 : -1));
  return /^[atrnec/]$/.test(key) && target(key) && (() => act(target(key)));
}
function showKeys() {
  const works = { Enter: () => rows().length, x: () => document.querySelector(".row input[type=checkbox]") };
  keys.querySelectorAll("[data-means]").forEach((line) => {
    const key = line.dataset.means;
    line.hidden = !(works[key] || meaning)(key);
  });
  keys.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") all("details:is(.act, .account, .filter, .save)[open]").forEach((open) => {
    open.open = false;
    open.querySelector("summary").focus();
  });
  if (!keys || keys.open || !keysOn() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest(TYPED_IN)) return;
  const does = meaning(event.key);
  if (!does) return;
  event.preventDefault();
  does();
});
document.querySelectorAll("[data-keys-open]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", showKeys);
});
document.querySelectorAll("[data-keys-on]").forEach((box) => {
  box.checked = keysOn();
  box.addEventListener("change", () => localStorage.setItem("keys", box.checked ? "on" : "off"));
});
