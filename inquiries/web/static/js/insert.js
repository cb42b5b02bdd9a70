// Enhancement only: what is chosen is put where the cursor stands, or stood last. Without this a name in braces is
// typed, and a saved reply goes to the end of the letter.
"use strict";
(() => {
  const visited = new WeakSet(); // boxes that have a cursor of somebody's
  const apart = (there, ends) => (there.trim() ? "\n".repeat(Math.max(0, 2 - there.match(ends)[0].length)) : "");
  document.addEventListener("focusin", ({ target }) => visited.add(target));

  function put(box, words, from = "") {
    if (!visited.has(box)) box.setSelectionRange(box.value.length, box.value.length);
    const start = box.selectionEnd, before = box.value.slice(0, start), behind = box.value.slice(start);
    // What has paragraphs stands apart from others; a line goes into the line.
    if (words.includes("\n")) words = apart(before, /\n*$/) + words + apart(behind, /^\n*/);
    const at = from ? words.indexOf(from) : -1;
    box.focus();
    box.setRangeText(words, start, start, "end"); // nothing is written over, selected or not
    if (at >= 0) box.setSelectionRange(start + at, start + at + from.length); // the next key writes over it
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  for (const name of document.querySelectorAll("code[data-insert]")) {
    const box = document.getElementById(name.dataset.insert), button = document.createElement("button");
    button.type = "button";
    button.className = "variables-button";
    button.append(name.textContent);
    button.addEventListener("click", () => put(box, button.textContent));
    name.replaceChildren(button);
  }

  // ── a saved reply: read as soon as it is chosen ──
  const seen = () => document.querySelector("[data-saved-seen]");
  let read = null; // what was fetched last: id, text, missing
  document.addEventListener("change", async ({ target: select }) => {
    const pick = select.closest?.("[data-saved]");
    if (!pick) return;
    read = null;
    seen().replaceChildren();
    if (!select.value) return;
    const id = select.value;
    try {
      const answer = await fetch(`${pick.dataset.saved}/${id}`, { redirect: "manual" });
      if (!answer.ok || select.value !== id) return; // the button goes the way of the form, which says what is wrong
      read = { id, ...(await answer.json()) };
      seen().innerHTML = read.html;
      seen().querySelector(".filled").tabIndex = 0; // a long one is scrolled by keyboard
    } catch {} // the same
  });
  document.addEventListener("click", (event) => {
    const pick = event.target.closest?.("[data-saved] button")?.parentElement;
    const select = pick?.querySelector("select");
    if (!select || (select.value && read?.id !== select.value)) return;
    event.preventDefault();
    if (!select.value) return select.focus();
    const box = document.getElementById(pick.dataset.into);
    put(box, read.text, read.missing[0]);
    remind(box, seen().querySelector(".filled-why"));
    seen().replaceChildren();
    select.value = "";
  });

  // ── what is for its writer to write stands below the box, until it is written ──
  const left = () => document.getElementById("reply-left");
  const named = (line) => line.querySelector("b").textContent;
  function remind(box, list) {
    if (!list) return;
    const known = [...(left()?.children ?? [])].map(named);
    const fresh = [...list.children].filter((line) => !known.includes(named(line)));
    if (left()) left().append(...fresh);
    else box.after(Object.assign(list, { id: "reply-left" }));
    check(box);
  }
  function check(box) {
    for (const line of left()?.children ?? []) line.hidden = !box.value.includes(named(line));
  }
  document.addEventListener("input", ({ target }) => {
    if (document.querySelector("[data-saved]")?.dataset.into === target.id) check(target);
  });
})();
