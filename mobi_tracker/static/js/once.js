/* A form that was sent is not sent again while the answer is on its way: pressed twice it is one. Where the page is come
   back to, and after a while (an answer that is a file leaves the page standing), it may be sent again. */
const AGAIN = 4000;
const sent = new Map(); // form → when it was sent

addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method !== "post") return;
  if (Date.now() - (sent.get(event.target) ?? -AGAIN) < AGAIN) event.preventDefault();
  else sent.set(event.target, Date.now());
});
addEventListener("pageshow", () => sent.clear());
