// Enhancement only: files are put to the reply as they are chosen, dropped or pasted, while its words stay where they are.
"use strict";
(() => {
  const form = document.getElementById("reply"), input = form?.elements.file;
  if (!input) return;
  const place = form.querySelector(".reply-files"), told = form.querySelector("[data-adding]");
  let busy = 0, wants = null, line = Promise.resolve();

  async function post(address, files) {
    const body = new FormData();
    body.set("csrf", form.elements.csrf.value);
    body.set("by_script", "1");
    files.forEach((file) => body.append("file", file, file.name));
    const answer = await fetch(address, { method: "POST", body, redirect: "manual" });
    if (!answer.ok && answer.status !== 422 && answer.status !== 413) throw answer;
    place.innerHTML = await answer.text();
    return answer.ok;
  }
  // One after the other: a page that is sent meanwhile waits until all of them are there.
  function queue(work) {
    busy += 1;
    line = line.then(work).catch(() => (told.textContent = form.dataset.sayNotAdded, false)).then((good) => {
      busy -= 1;
      if (!good) wants = null;
      if (!busy && wants) form.requestSubmit(wants);
    });
  }
  function add(files) {
    if (!files.length) return;
    const size = files.reduce((sum, file) => sum + file.size, 0);
    if (size > Number(form.dataset.room)) return void (told.textContent = form.dataset.sayTooLarge);
    queue(async () => {
      told.textContent = form.dataset.sayAdding.replace("{}", files.map((file) => file.name).join(", "));
      const good = await post(form.dataset.files, files);
      told.textContent = "";
      return good;
    });
  }
  input.addEventListener("change", () => {
    const files = [...input.files];
    input.value = ""; // else the form would bring them once more
    add(files);
  });
  place.addEventListener("click", (event) => {
    const button = event.target.closest("[formaction]");
    if (!button) return;
    event.preventDefault();
    queue(async () => {
      const good = await post(button.formAction, []);
      input.focus(); // the button is gone
      return good;
    });
  });
  form.addEventListener("submit", (event) => {
    if (!busy) return;
    event.preventDefault();
    wants = event.submitter;
  });
  const brings = (data) => [...(data?.files ?? [])];
  form.addEventListener("paste", (event) => {
    const files = brings(event.clipboardData);
    if (!files.length || event.clipboardData.getData("text/plain")) return;
    event.preventDefault();
    add(files);
  });
  form.addEventListener("dragover", (event) => {
    if ([...event.dataTransfer.types].includes("Files")) event.preventDefault();
  });
  form.addEventListener("drop", (event) => {
    const files = brings(event.dataTransfer);
    if (!files.length) return;
    event.preventDefault();
    add(files);
  });
})();
