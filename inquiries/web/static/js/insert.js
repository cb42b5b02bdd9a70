// Enhancement only: a name in braces is put where the cursor stands, or stood last. Without this it is typed.
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
})();
