// Enhancement only: what is typed is kept as a draft, and colleagues see who is here. The button keeps it without this.
"use strict";
(() => {
  const composer = document.querySelector("[data-presence]");
  if (!composer) return;
  const skew = Date.parse(document.body.dataset.now) - Date.now();
  const moment = () => Math.round(Date.now() + skew); // by the server's clock: saves are put in order by when they were typed

  async function post(address, fields, keepalive = false) {
    const answer = await fetch(address, { method: "POST", body: new URLSearchParams(fields), keepalive, redirect: "manual" });
    if (answer.ok || answer.status === 409 || answer.status === 422) return answer.status === 204 ? {} : answer.json();
    throw answer; // a redirect, to sign in, has no status of its own
  }

  // ── a draft: a second after the last key, five at most, and again until it is kept ──
  function writer(form) {
    const { dataset: say } = form, told = form.querySelector("[data-told]"), back = form.querySelector("[data-later]");
    const one = { kind: say.writing, known: say.known, typed: 0, saved: 0, saving: false, tell, save };
    let since = 0, timer = 0, patience = 2000;

    function tell(words) {
      if (told.textContent !== words) told.textContent = words;
    }
    function later(ms) {
      clearTimeout(timer);
      timer = setTimeout(save, ms);
    }
    async function save(leaving = false) {
      clearTimeout(timer);
      if (one.typed <= one.saved || (one.saving && leaving !== true)) return;
      const at = one.typed, words = [...new FormData(form)].filter(([, value]) => typeof value === "string");
      one.saving = true;
      try {
        const answer = await post(say.draft, { ...Object.fromEntries(words), known: one.known, typed_at: at }, leaving === true);
        one.known = answer.at || one.known;
        one.saved = Math.max(one.saved, at);
        patience = 2000;
        tell(answer.words);
        if (back && answer.later !== undefined) back.textContent = answer.later;
      } catch (trouble) {
        tell(trouble.status === 0 || trouble.status === 403 ? composer.dataset.sayOut : composer.dataset.sayTrouble);
        later((patience = Math.min(patience * 2, 60000)));
      } finally {
        one.saving = false;
      }
      if (one.typed > at && one.saved >= at) later(1000);
    }
    form.addEventListener("input", (event) => {
      if (event.target.type === "file") return; // a draft holds words; files are sent by themselves
      const now = Date.now(), began = now - (one.typed - skew) > 30000;
      if (one.typed <= one.saved) since = now;
      one.typed = Math.max(moment(), one.typed + 1);
      later(now - since > 4000 ? 0 : 1000);
      if (began) beat();
    });
    // Enter in a box of one line sends nothing.
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches("input[type=text]")) event.preventDefault();
    });
    form.addEventListener("click", (event) => {
      const copy = event.target.closest("[name=copy]"), { cc } = form.elements;
      if (!copy) return;
      event.preventDefault();
      cc.value = [cc.value.replace(/[\s,;]+$/, ""), copy.value].filter(Boolean).join(", ");
      copy.hidden = true;
      cc.focus();
      cc.dispatchEvent(new Event("input", { bubbles: true }));
    });
    form.querySelectorAll("[data-keep]").forEach((button) => (button.hidden = true)); // for pages without script
    return one;
  }
  const writers = [...composer.querySelectorAll("[data-writing]")].map(writer);
  const saveAll = (leaving) => Promise.all(writers.map((one) => one.save(leaving)));
  addEventListener("online", () => saveAll());
  document.querySelector("[action='/staff/logout']")?.addEventListener("submit", async (event) => {
    if (writers.every((one) => one.typed <= one.saved)) return;
    event.preventDefault(); // once signed out, nothing can be saved
    await Promise.race([saveAll(true), new Promise((done) => setTimeout(done, 2000))]);
    event.target.submit();
  });

  // ── who is here: a sign every 20 seconds, answered with who else is ──
  function draw(id, html) {
    const place = document.getElementById(id), made = document.createElement("template");
    made.innerHTML = html;
    if (place && place.textContent.trim() !== made.content.textContent.trim()) place.replaceChildren(made.content);
  }
  const csrf = () => composer.querySelector("[name=csrf]").value;
  async function beat() {
    if (document.hidden) return;
    const before = Object.fromEntries(writers.map((one) => [`known_${one.kind}`, one.known]));
    const lately = writers.filter((one) => Date.now() - (one.typed - skew) < 30000).sort((one, other) => other.typed - one.typed);
    try {
      const answer = await post(composer.dataset.presence, { csrf: csrf(), writing: lately[0]?.kind ?? "", ...before });
      draw("presence", answer.presence);
      draw("drafts", answer.drafts);
      writers.forEach((one) => {
        const words = answer.words[one.kind];
        if (words && one.known === before[`known_${one.kind}`] && !one.saving) one.tell(words);
      });
    } catch {} // the next one says it
  }
  setInterval(beat, 20000);
  document.addEventListener("visibilitychange", () => (document.hidden ? saveAll(true) : beat()));
  addEventListener("pagehide", () => {
    saveAll(true);
    post(composer.dataset.presence, { csrf: csrf(), left: "1", typed_at: moment() }, true).catch(() => {});
  });
  addEventListener("pageshow", (event) => event.persisted && beat());
})();
