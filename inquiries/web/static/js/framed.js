// In a frame: tells the page around it how tall this page is. Nothing is told before a page of a listed site asks, and
// then to that site alone. What it asks with is in embed.js.

const sites = document.body.dataset.sites.split(" ");
let site;

const tell = () => parent.postMessage({ inquiries: "height", height: Math.ceil(document.body.offsetHeight) }, site);

addEventListener("message", ({ origin, source, data }) => {
  if (source !== parent || parent === window || !sites.includes(origin) || data?.inquiries !== "ask") return;
  const first = !site;
  site = origin;
  if (first) new ResizeObserver(tell).observe(document.body); // tells at once, too
  else tell();
});
