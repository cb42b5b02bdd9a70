// Makes what stands on the page like a page that was just fetched, where it stands. What somebody is at is left alone.

// What belongs together and is held together: acts with a panel open, a form with something typed into it.
const HELD_TOGETHER = "form, details, [data-hold]";
// A page that answers a form holds what was typed as if it had come so: its forms stay as they are.
const address = new URL(location.pathname.match(/^\/staff\/(inquiries\/[^/]+|held\/\d+)/)?.[0] ?? location.pathname, location);
address.search = location.search;
const answers = address.pathname !== location.pathname;
const wanted = new WeakSet(); // lists that somebody asked to see as they are now
let waits = false; // whether something fetched could not be shown yet

function typed(field) {
  if (field.matches("[type=hidden], button")) return false;
  if (field.matches("[type=checkbox], [type=radio]")) return field.checked !== field.defaultChecked;
  if (!field.matches("select")) return field.value !== field.defaultValue;
  return field.selectedIndex !== Math.max(0, [...field.options].findIndex((option) => option.defaultSelected));
}
function inUse(part) {
  const selection = getSelection();
  return part.contains(document.activeElement) || (!selection.isCollapsed && selection.containsNode(part, true))
    || part.matches("details[open]") || part.querySelector("details[open]") !== null
    || [...part.querySelectorAll("input, textarea, select")].some((field) => answers || typed(field));
}
function renew(old, fresh) {
  if (old.isEqualNode(fresh) || old.dataset.keep !== undefined) return;
  const rows = old.dataset.rows !== undefined;
  if (old.matches(HELD_TOGETHER) && !old.querySelector("[data-rows]") && inUse(old)) return void (waits = true);
  for (const { name, value } of [...fresh.attributes]) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  if (!rows || renewRows(old, fresh)) renewWithin(old, fresh);
}
// Two that stand for the same thing: told apart by what names them, and by what they are.
const alike = (one, other) => one?.nodeName === other.nodeName && (one.id ?? "") === (other.id ?? "")
  && one.classList?.[0] === other.classList?.[0];
const parts = (of) => [...of.childNodes].filter((part) => part.dataset?.keep === undefined && (part.tagName || part.data.trim()));
function renewWithin(old, fresh) {
  const here = parts(old), coming = parts(fresh);
  for (let next = coming.shift(); next; next = coming.shift()) {
    while (here.length && ![next, ...coming].some((one) => alike(here[0], one))) drop(here.shift());
    const at = here.findIndex((part) => alike(part, next)), isSame = at === 0 || (at > 0 && next.id);
    if (!isSame) {
      const spaced = next.previousSibling?.data?.trim() === "" ? [" "] : [];
      if (here[0]) here[0].before(...spaced, document.importNode(next, true));
      else old.append(...spaced, document.importNode(next, true));
      continue;
    }
    const [same] = here.splice(at, 1);
    if (at) here[0].before(same);
    if (same.tagName) renew(same, next);
    else if (same.data !== next.data) same.data = next.data;
  }
  here.forEach(drop);
}
function drop(part) {
  if (part.tagName && inUse(part)) waits = true;
  else part.remove();
}

// ── a list: rows change where they stand; rows that come, go or move wait while somebody is at it ──
const inOrder = (list) => [...list.querySelectorAll("[data-row], h2, h3")].map((row) => row.dataset.row ?? "");
function atRest(list) {
  const pane = list.closest("[data-live]"), hovers = matchMedia("(hover: hover)").matches && pane.matches(":hover");
  return !hovers && !list.contains(document.activeElement) && pane.scrollTop < 8 && scrollY < 8
    && !list.querySelector("input:checked");
}
// Whether all of it may be renewed now.
function renewRows(list, fresh) {
  const was = inOrder(list), will = inOrder(fresh);
  if (was.join() === will.join() || wanted.has(list) || atRest(list)) {
    pill(list, "");
    return wanted.delete(list), true;
  }
  const stay = new Map([...fresh.querySelectorAll("[data-row]")].map((row) => [row.dataset.row, row]));
  list.querySelectorAll("[data-row]").forEach((row) => { if (stay.has(row.dataset.row)) renew(row, stay.get(row.dataset.row)); });
  const come = will.filter((row) => row && !was.includes(row)), only = will.filter((row) => !come.includes(row));
  const isMore = come.length && only.filter(Boolean).join() === was.filter(Boolean).join();
  const plural = new Intl.PluralRules(document.documentElement.lang).select(come.length) === "one";
  pill(list, isMore ? (plural ? say.sayNewOne : say.sayNew).replace("{}", come.length) : say.sayListChanged);
  waits = true;
  return false;
}
// A button that covers nothing it did not cover before; it is announced when it appears, and not again.
function pill(list, words) {
  const place = list.closest("[data-live]").querySelector(".news-list"), button = place?.querySelector("button");
  if (!place || (button.textContent === words && button.hidden === !words)) return;
  if (button.hidden === !!words) place.querySelector("[role=status]").textContent = words;
  button.textContent = words;
  button.hidden = !words;
}
