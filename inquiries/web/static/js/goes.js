// Seconds until a letter goes, counted down; when they are over, the button that would come too late is gone.
function countDown() {
  let last = 0;
  document.querySelectorAll("[data-goes]").forEach((mark) => {
    const left = Math.ceil((Date.parse(mark.dataset.goes) - Date.now() - skew) / 1000), words = mark.querySelector("[data-words]");
    words.textContent = left > 0 ? mark.dataset.sayGoes.replace("{}", left) : mark.dataset.sayGoing;
    const undo = mark.closest(".entry")?.querySelector(".letter-acts");
    if (undo) undo.hidden = left <= 0;
    last = Math.max(last, left);
  });
  return last;
}
setInterval(countDown, 500);
countDown();
