// Clocks that stay true: the server's words, counted on from the server's time.
let skew = say.now ? Date.parse(say.now) - Date.now() : 0;

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
// "15:12" on the clock of the page.
const wallTime = (at) => new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: say.zone }).format(at);
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
  if (clock.dataset.state !== state) document.dispatchEvent(new Event("clock-turned"));
  clock.dataset.state = state;
  const gone = clock.querySelector(".share-gone");
  if (gone) gone.setAttribute("width", Math.min(100, Math.round((100 * (now - at("from"))) / (at("start") - at("from")))));
  if (gone && lost) gone.parentElement.remove();
}
setInterval(() => {
  document.querySelectorAll("[data-deadline]").forEach(tick);
  const here = document.querySelector(".bar-now time");
  if (here) here.textContent = here.textContent.replace(/\d\d:\d\d/, wallTime(Date.now() + skew));
}, 30000);
