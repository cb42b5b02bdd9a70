// What every staff script begins with. Enhancement only: every act is a plain form without any of this.
"use strict";
const say = document.body.dataset;
const all = (selector) => [...document.querySelectorAll(selector)].filter((found) => found.offsetParent !== null);

// The open row and the open view in sight, and Show beside a password.
document.querySelector(".nav-link[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
document.querySelector(".row-link[aria-current]")?.closest(".row").scrollIntoView({ block: "nearest" });
document.querySelectorAll("[data-show]").forEach((button) => {
  const box = document.getElementById(button.dataset.show);
  button.hidden = false;
  button.addEventListener("click", () => {
    box.type = box.type === "password" ? "text" : "password";
    button.setAttribute("aria-pressed", box.type === "text");
  });
});
