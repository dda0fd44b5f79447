/* Keys: / search, n new meeting, g d dashboard, ? the list. Never while somebody types in a field,
   and never together with Ctrl, Alt or Cmd, which belong to the browser. */
import { body, isTyping, make } from "./page.js";
import { openQuickFind } from "./quick_find.js";

const WAIT_FOR_SECOND_KEY = 1000;
let went = 0;

function showKeys() {
  let dialog = document.getElementById("keys-dialog");
  if (!dialog) {
    const list = document.querySelector("[data-keys-help] .keys");
    if (!list) return;
    const close = make("button", { class: "button", type: "button", autofocus: true }, "Close");
    close.addEventListener("click", () => dialog.close());
    dialog = make("dialog", { id: "keys-dialog", "aria-labelledby": "keys-title" }, make("h2", { id: "keys-title" }, "Keys"), list.cloneNode(true), close);
    body.append(dialog);
  }
  dialog.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
  const isSecond = Date.now() - went < WAIT_FOR_SECOND_KEY;
  went = 0;
  if (event.key === "d" && isSecond) location.assign(body.dataset.homeUrl);
  else if (event.key === "g") went = Date.now();
  else if (event.key === "n" && body.dataset.newMeetingUrl) location.assign(body.dataset.newMeetingUrl);
  else if (event.key === "?") showKeys();
  else if (event.key === "/") openQuickFind();
  else return;
  event.preventDefault();
});

document.querySelector("[data-keys-help] > summary")?.addEventListener("click", (event) => {
  event.preventDefault();
  showKeys();
});
