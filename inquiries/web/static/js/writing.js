// Enhancement only: the draft is kept as it is typed, and colleagues see who is here. The button keeps it without this.
"use strict";
(() => {
  const form = document.querySelector("[data-writing]");
  if (!form) return;
  const { dataset: say, elements: { text: box, csrf } } = form, told = form.querySelector("[data-told]");
  const skew = Date.parse(document.body.dataset.now) - Date.now();
  const moment = () => Math.round(Date.now() + skew); // by the server's clock: saves are put in order by when they were typed
  let known = say.known, typed = 0, saved = 0, since = 0, saving = false, timer = 0, patience = 2000;

  async function post(address, fields, keepalive = false) {
    const body = new URLSearchParams({ csrf: csrf.value, known, ...fields });
    const answer = await fetch(address, { method: "POST", body, keepalive, redirect: "manual" });
    if (answer.ok || answer.status === 409 || answer.status === 422) return answer.status === 204 ? {} : answer.json();
    throw answer; // a redirect, to sign in, has no status of its own
  }
  function tell(words) {
    if (told.textContent !== words) told.textContent = words;
  }
  function later(ms) {
    clearTimeout(timer);
    timer = setTimeout(save, ms);
  }

  // ── the draft: a second after the last key, five at most, and again until it is kept ──
  async function save(leaving = false) {
    clearTimeout(timer);
    if (typed <= saved || (saving && leaving !== true)) return;
    const at = typed;
    saving = true;
    try {
      const answer = await post(say.draft, { text: box.value, typed_at: at }, leaving === true);
      known = answer.at || known;
      saved = Math.max(saved, at);
      patience = 2000;
      tell(answer.words);
    } catch (trouble) {
      tell(trouble.status === 0 || trouble.status === 403 ? say.sayOut : say.sayTrouble);
      later((patience = Math.min(patience * 2, 60000)));
    } finally {
      saving = false;
    }
    if (typed > at && saved >= at) later(1000);
  }
  box.addEventListener("input", () => {
    const now = Date.now(), began = now - (typed - skew) > 30000;
    if (typed <= saved) since = now;
    typed = Math.max(moment(), typed + 1);
    later(now - since > 4000 ? 0 : 1000);
    if (began) beat();
  });
  form.querySelector("[data-keep]").hidden = true;
  addEventListener("online", () => save());
  document.querySelector("[action='/staff/logout']")?.addEventListener("submit", async (event) => {
    if (typed <= saved) return;
    event.preventDefault(); // once signed out, nothing can be saved
    await Promise.race([save(true), new Promise((done) => setTimeout(done, 2000))]);
    event.target.submit();
  });

  // ── who is here: a sign every 20 seconds, answered with who else is ──
  function draw(id, html) {
    const place = document.getElementById(id), made = document.createElement("template");
    made.innerHTML = html;
    if (place && place.textContent.trim() !== made.content.textContent.trim()) place.replaceChildren(made.content);
  }
  async function beat() {
    if (document.hidden) return;
    const before = known;
    try {
      const answer = await post(say.presence, { writing: Date.now() - (typed - skew) < 30000 ? "1" : "" });
      draw("presence", answer.presence);
      draw("drafts", answer.drafts);
      if (answer.words && known === before && !saving) tell(answer.words);
    } catch {} // the next one says it
  }
  setInterval(beat, 20000);
  document.addEventListener("visibilitychange", () => (document.hidden ? save(true) : beat()));
  addEventListener("pagehide", () => {
    save(true);
    post(say.presence, { left: "1", typed_at: moment() }, true).catch(() => {});
  });
  addEventListener("pageshow", (event) => event.persisted && beat());
})();
