/* The dashboard's weeks: the left and right arrow keys go to the week before and after. That today's page was shown is
   noted, so that it can be compared with at the next visit. */
import { csrfToken, isTyping } from "./page.js";

document.addEventListener("keydown", (event) => {
  const way = { ArrowLeft: "earlier", ArrowRight: "later" }[event.key];
  if (!way || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.defaultPrevented) return;
  if (isTyping(event.target) || document.querySelector("dialog[open], details.menu[open]")) return;
  // A chart or a scrolling table that has the focus moves itself.
  if (event.target !== document.body && !event.target.closest("[data-weeks], .head, main#content:focus")) return;
  const link = document.querySelector(`[data-week="${way}"]`);
  if (!link) return;
  event.preventDefault();
  link.click();
});

const page = document.querySelector("[data-looked]");
if (page) {
  const headers = { "X-Fragment": "1", "X-CSRFToken": csrfToken() };
  fetch(page.dataset.looked, { method: "POST", credentials: "same-origin", headers, keepalive: true }).catch(() => {});
}
