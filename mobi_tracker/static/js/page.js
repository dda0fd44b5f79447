/* What the other parts share: the page's addresses, messages in the live region, a word when a fragment came in. */

export const body = document.body;
export const user = body.dataset.user || "";

export function csrfToken() {
  return document.querySelector('meta[name="csrf-token"]')?.content ?? "";
}

/** Make an element. Properties that the element has are set, the rest become attributes; children are nodes or text. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") element.className = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

/** Say something in the page's live region; kind is success, warning or error. */
export function say(text, kind = "warning") {
  const region = document.getElementById("messages");
  if (!region) return;
  const last = region.lastElementChild;
  if (last?.textContent.trim() === text) return;
  region.append(make("div", { class: `message is-${kind}` }, make("p", {}, text)));
}

/** Call back for what is on the page now, and again for whatever a fragment brings in. */
export function eachPart(selector, start) {
  const within = (root) => {
    if (root.matches?.(selector)) start(root);
    root.querySelectorAll(selector).forEach(start);
  };
  within(document);
  document.addEventListener("fragmentplaced", (event) => within(event.target));
}

export function isTyping(target) {
  return target instanceof Element && Boolean(target.closest("input, textarea, select, [contenteditable]"));
}
