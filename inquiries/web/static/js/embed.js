// For the page of another site that shows a form of ours: makes each <iframe data-inquiries> as tall as what is in it,
// and shows the top of what comes after the form was sent. It reads nothing, keeps nothing and sends nothing anywhere.

(() => {
  const ours = new URL(document.currentScript.src).origin;
  const watched = new Set();
  const ask = (frame) => frame.contentWindow.postMessage({ inquiries: "ask" }, ours);

  const watch = (frame) => {
    if (watched.has(frame) || new URL(frame.src).origin !== ours) return;
    watched.add(frame);
    let loaded = frame.contentDocument === null; // of another site, and so there already
    if (loaded) ask(frame);
    frame.addEventListener("load", () => {
      ask(frame);
      if (loaded && frame.getBoundingClientRect().top < 0) frame.scrollIntoView();
      loaded = true;
    });
  };

  addEventListener("message", ({ origin, source, data }) => {
    if (origin !== ours || data?.inquiries !== "height" || !(data.height > 0 && data.height < 30000)) return;
    const frame = [...watched].find((one) => one.contentWindow === source);
    if (frame) frame.style.height = `${data.height}px`;
  });

  const start = () => document.querySelectorAll("iframe[data-inquiries]").forEach(watch);
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
  start();
})();
