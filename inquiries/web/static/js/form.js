// Makes the public pages quicker to use. Every rule stands on the server; nothing here is kept, and nothing is sent.
// The words come from data-* attributes, so they are translated where the pages are.

const one = (selector, within = document) => within.querySelector(selector);
const all = (selector) => [...document.querySelectorAll(selector)];
const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const MINUTE = 60_000, HOUR = 60 * MINUTE, DAY = 24 * HOUR;
const tongue = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;

function countCharacters(counter) {
  const box = document.getElementById(counter.dataset.countFor), limit = Number(counter.dataset.limit);
  const plural = new Intl.PluralRules(tongue);
  const say = (n, single, several) =>
    fill(counter.dataset[plural.select(n) === "one" ? single : several], { n: n.toLocaleString(tongue) });
  const count = () => {
    const n = [...box.value].length, over = n > limit;
    counter.textContent = over ? say(n - limit, "overOne", "overOther") : n ? say(n, "one", "other") : "";
    counter.classList.toggle("over", over);
  };
  box.addEventListener("input", count);
  count();
}

/* ── a mail domain one slip away from a common one ─────────────────────────────────────────────────────────── */

function oneSlip(typed, meant) {
  let start = 0;
  while (start < typed.length && typed[start] === meant[start]) start += 1;
  const rest = typed.slice(start), wanted = meant.slice(start);
  return rest.slice(1) === wanted.slice(1) || rest === wanted.slice(1) || rest.slice(1) === wanted
    || (rest.length > 1 && rest[1] + rest[0] + rest.slice(2) === wanted);
}

function suggestDomain(line) {
  const box = document.getElementById(line.dataset.suggestFor);
  const common = line.dataset.common.split(" "), genuine = line.dataset.genuine.split(" ");
  box.addEventListener("change", () => {
    const [, person, domain] = /^\s*(.+@)(\S{6,16})\s*$/.exec(box.value.toLowerCase()) ?? [];
    const meant = domain && !genuine.includes(domain) && common.find((known) => oneSlip(domain, known));
    line.replaceChildren();
    if (!meant) return;
    const take = document.createElement("button");
    take.type = "button";
    take.textContent = fill(line.dataset.words, { address: person + meant });
    take.addEventListener("click", () => { box.value = person + meant; line.replaceChildren(); box.focus(); });
    line.append(take);
  });
}

/* ── clocks: a wall time is kept as the milliseconds it would be in UTC ────────────────────────────────────── */

function wall(at, zone) {
  const parts = new Intl.DateTimeFormat("en", { timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric",
    day: "numeric", hour: "numeric", minute: "numeric" }).formatToParts(at);
  const part = Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute);
}

// The instant of a wall time; a time that does not exist moves forward, of one that exists twice the first is taken.
function instant(time, zone) {
  const before = wall(time - DAY, zone) - (time - DAY), after = wall(time + DAY, zone) - (time + DAY);
  const fits = [time - before, time - after].filter((at) => wall(at, zone) === time);
  return { at: fits.length ? Math.min(...fits) : time - before, moved: !fits.length, twice: new Set(fits).size > 1 };
}

function minutesOf(text) {
  const words = text.normalize("NFKC").trim().toLowerCase().replace(/([ap])\.?m\.?$/, "$1m");
  const found = /^(\d{1,2})\s?[:.h]\s?(\d\d)\s?(am|pm|h)?$/.exec(words) ?? /^(\d{1,2})(\d\d)\s?(am|pm|h)?$/.exec(words)
    ?? /^(\d{1,2})\s?()(am|pm|h)$/.exec(words);
  if (!found) return null;
  const [, hours, minutes, half] = found, twelve = half === "am" || half === "pm";
  if (half === "am" && hours > 12) return null;
  const total = (twelve && hours <= 12 ? hours % 12 + (half === "pm" ? 12 : 0) : Number(hours)) * 60 + Number(minutes);
  return minutes > 59 || total > 1440 ? null : total;
}

const clock = (time) => new Intl.DateTimeFormat(tongue, { timeZone: "UTC", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(time);
const date = (time) => new Intl.DateTimeFormat(tongue, { timeZone: "UTC", weekday: "short", day: "numeric", month: "short" }).format(time).replace(",", "");
const midnight = (time) => time - time % DAY;

/* ── the deadline, said back ───────────────────────────────────────────────────────────────────────────────── */

function sayDeadline(said) {
  const words = said.dataset, form = one("form:has(#timezone)"), zones = one("#timezone"), hours = JSON.parse(words.hours);
  const city = (zone) => zone === words.zone ? words.place : [...zones.options].find((option) => option.value === zone)?.text.replace(/ \(.*/, "") ?? zone;
  const left = (gap) => {
    const minutes = Math.floor(gap / MINUTE), h = Math.floor(minutes / 60), m = minutes % 60;
    if (h >= 48) return new Intl.NumberFormat(tongue, { style: "unit", unit: "day", unitDisplay: "long" }).format(Math.floor(h / 24));
    return fill(h && m ? words.hoursLeft : h ? words.hoursEven : words.minutesLeft, { h, m });
  };
  const phrase = (time, zone, now) => {
    const days = (midnight(time) - midnight(wall(now, zone))) / DAY;
    return fill(words[["today", "tomorrow"][days] ?? "date"], { time: clock(time), date: date(time), city: city(zone) });
  };
  const spans = (day) => {
    const iso = new Date(day).toISOString().slice(0, 10);
    return hours.closed.some((shut) => shut === iso || shut === iso.slice(5)) ? [] : [...hours.week[(new Date(day).getUTCDay() + 6) % 7]];
  };
  const deskThen = (at, now) => {
    if (hours.week.every((day) => !day.length)) return ["", at, false];
    const first = Math.max(midnight(wall(now, hours.zone)), midnight(wall(at, hours.zone)) - 400 * DAY);
    for (let day = midnight(wall(at, hours.zone)); day >= first - DAY; day -= DAY)
      for (const span of spans(day).reverse()) {
        const [start, end] = span.map((mark) => instant(day + minutesOf(mark) * MINUTE, hours.zone).at);
        if (start <= at && at <= end) return [start <= now && end - start < 22 * HOUR ? words.all : words.then, end, false];
        if (end < at) return end > now ? [words.before, end, true] : [words.never, at, true];
      }
    return [words.never, at, true];
  };
  const compute = () => {
    const now = Date.now(), zone = zones.value, day = form.elements.deadline_day.value;
    const today = midnight(wall(now, zone)), minutes = minutesOf(form.elements.deadline_time.value);
    for (const label of all("[data-day]")) label.textContent = date(today + (label.dataset.day === "tomorrow" ? DAY : 0));
    for (const part of all("[data-when]")) part.hidden = !part.dataset.when.split(" ").includes(day || "today");
    const start = { today, tomorrow: today + DAY, date: Date.parse(`${form.elements.deadline_date.value}T00:00Z`) }[day];
    if (minutes === null || !Number.isFinite(start)) return null;
    const typed = start + minutes * MINUTE, { at, moved, twice } = instant(typed, zone);
    const theirs = wall(at, zone), here = wall(at, words.zone), gap = at - now;
    if (gap < -DAY * 366 || gap > DAY * 3660) return null;
    const values = { theirs: phrase(theirs, zone, now), left: left(gap),
      ours: fill(midnight(here) === midnight(theirs) ? words.here : words.hereDate, { time: clock(here), date: date(here), city: words.place }) };
    if (gap <= 0) return { sentence: fill(words.passed, values), desk: "", closed: true };
    const [desk, time, closed] = deskThen(at, now);
    const clocks = moved ? fill(words.moved, { time: clock(theirs) }) : twice ? fill(words.twice, { time: clock(theirs) }) : "";
    const deskTime = wall(time, hours.zone), sameDay = midnight(deskTime) === midnight(wall(now, hours.zone));
    const when = sameDay ? clock(deskTime) : `${date(deskTime)}, ${clock(deskTime)}`, same = theirs === here;
    const named = same ? when : fill(words.in, { time: when });
    return { sentence: fill(same ? words.oneZone : words.twoZones, values), desk: `${fill(desk, { time: named })} ${clocks}`, closed };
  };
  const draw = (spoken) => {
    const found = compute(), sentence = one(".sentence", said), duty = one(".duty", said);
    said.ariaLive = spoken ? "polite" : "off";
    said.hidden = !found;
    if (!found) return;
    const parts = found.sentence.split("*").map((part, index) => {
      const strong = document.createElement("strong");
      strong.textContent = part;
      return index % 2 ? strong : part;
    });
    sentence.replaceChildren(...parts);
    one(".desk", said).textContent = found.desk;
    said.classList.toggle("closed", found.closed);
    if (duty) duty.hidden = !found.closed || !found.desk;
  };
  guessZone(zones);
  form.addEventListener("input", (event) => { if (/^(deadline_|timezone)/.test(event.target.name)) draw(true); });
  addEventListener("pageshow", () => draw(false));
  setInterval(() => draw(false), MINUTE / 2);
}

function guessZone(zones) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zone || zones.dataset.guess !== zones.value) return;
  if (![...zones.options].some((option) => option.value === zone))
    zones.append(new Option(zone.split("/").pop().replaceAll("_", " "), zone));
  zones.value = zone;
}

(one("#problems") ?? one("#notice"))?.focus();
all("[data-count-for]").forEach(countCharacters);
all("[data-suggest-for]").forEach(suggestDomain);
all("#said[data-hours]").forEach(sayDeadline);
all("[data-label]").forEach((label) => { label.textContent = label.dataset.label; });
all("[data-print]").forEach((button) => { button.hidden = false; button.addEventListener("click", () => print()); });
