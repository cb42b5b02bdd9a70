// Leaves this page at once: by its link, or by Shift three times. Nothing of it is left to see while the other loads,
// its place in the history goes to the other page, and going back asks the server anew.

const way = document.querySelector("[data-exit]");
const WITHIN = 3_000; // milliseconds for the three
let pressed = [];

function leave() {
  const to = way.href;
  document.title = "";
  for (const form of document.forms) form.reset();
  document.body.hidden = true;
  document.body.replaceChildren();
  top.location.replace(to); // also out of a frame
}

if (way) {
  way.addEventListener("click", (event) => { event.preventDefault(); leave(); });
  // Another key between is somebody who types capitals.
  addEventListener("keydown", (event) => { if (event.key !== "Shift") pressed = []; });
  addEventListener("keyup", (event) => {
    if (event.key !== "Shift") return;
    pressed = [...pressed.filter((at) => event.timeStamp - at < WITHIN), event.timeStamp];
    if (pressed.length === 3) leave();
  });
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  for (const hint of document.querySelectorAll("[data-exit-keys]")) hint.hidden = false;
}
