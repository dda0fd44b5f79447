/* A part of the page, fetched and put in place. A link or a form with data-fragment="#id" asks for it with the header
   X-Fragment: 1 (an answer that changes more than was asked names its place in X-Fragment-Target); without JavaScript it is an ordinary link or form. A form with data-live-preview posts itself to
   data-preview-url while one types and shows the answer in data-preview-target; only the newest answer counts. */
import { csrfToken, eachPart, say } from "./page.js";

const DEBOUNCE = 400;
const SIGNED_OUT = "You have been signed out. Sign in again in another tab; what you typed is still here.";
const UNREACHED = "The tracker cannot be reached. Nothing was changed; try again in a moment.";

async function ask(url, options = {}) {
  const headers = { "X-Fragment": "1", "X-CSRFToken": csrfToken(), ...options.headers };
  return fetch(url, { credentials: "same-origin", ...options, headers });
}

/** Put markup where the target is; keepsTyping: a field that is being typed in keeps what it holds. A whole page is searched for the target; a part with the same id takes its place. */
function place(target, markup, keepsTyping = false) {
  const parsed = new DOMParser().parseFromString(markup, "text/html");
  const same = target.id ? parsed.getElementById(target.id) : null;
  if (/^\s*<!doctype/i.test(markup) && !same) return null;
  const focused = target.contains(document.activeElement) ? document.activeElement : null;
  const focusedId = focused?.id;
  let placed = target;
  if (same) {
    placed = document.importNode(same, true);
    target.replaceWith(placed);
  } else {
    target.replaceChildren(...[...parsed.body.childNodes].map((node) => document.importNode(node, true)));
  }
  if (focused) {
    const next = (focusedId && document.getElementById(focusedId)) || placed.querySelector("[data-focus], [autofocus]") || placed;
    if (next === placed && !placed.hasAttribute("tabindex")) placed.tabIndex = -1;
    if (keepsTyping && next.id === focusedId && next.tagName === "INPUT" && next.type === focused.type) next.value = focused.value;
    next.focus({ preventScroll: next !== placed });
  }
  placed.dispatchEvent(new CustomEvent("fragmentplaced", { bubbles: true }));
  return placed;
}

async function bring(source, url, options) {
  const target = document.querySelector(source.dataset.fragment);
  if (!target) return false;
  target.setAttribute("aria-busy", "true");
  try {
    const response = await ask(url, options);
    if (response.status === 401 || response.status === 419) return say(SIGNED_OUT), true;
    const isMarkup = (response.headers.get("Content-Type") ?? "").includes("text/html");
    const isAnswer = response.ok || response.status === 400 || response.status === 422;
    const wider = response.headers.get("X-Fragment-Target");
    const where = (wider && document.querySelector(wider)) || target;
    const placed = isMarkup && isAnswer ? place(where, await response.text()) : null;
    if (placed) placed.removeAttribute("aria-busy");
    else if (response.ok) location.assign(response.url);
    else say(`That did not work (${response.status}). Nothing was changed; reload the page and try again.`, "error");
  } catch {
    say(UNREACHED, "error");
  } finally {
    target.removeAttribute("aria-busy");
  }
  return true;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-fragment]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (!document.querySelector(link.dataset.fragment)) return;
  event.preventDefault();
  bring(link, link.href);
});

// What stands in a <details> may be fetched when it is opened.
document.addEventListener("toggle", (event) => {
  const link = event.target.open && event.target.querySelector("a[data-fragment-opened]");
  if (link) bring(link, link.href);
}, true);

// What is not needed for the first look at a page is fetched right after it.
eachPart("a[data-fragment-now]", (link) => bring(link, link.href));

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.dataset.fragment || !document.querySelector(form.dataset.fragment)) return;
  event.preventDefault();
  const data = new FormData(form, event.submitter);
  if (form.method === "post") return void bring(form, form.action, { method: "POST", body: data });
  const url = new URL(form.action);
  url.search = new URLSearchParams(data);
  bring(form, url);
});

function livePreview(form) {
  let timer;
  let running;

  async function preview(presser) {
    const target = document.querySelector(form.dataset.previewTarget);
    if (!target) return;
    running?.abort();
    const mine = (running = new AbortController());
    target.setAttribute("aria-busy", "true");
    try {
      const response = await ask(form.dataset.previewUrl, { method: "POST", body: new FormData(form, presser), signal: mine.signal });
      if (!response.ok || response.redirected) throw new Error(String(response.status));
      const markup = await response.text();
      if (running !== mine) return;
      const now = document.querySelector(form.dataset.previewTarget);
      const placed = place(now, markup, true);
      placed?.removeAttribute("aria-busy");
      if (presser) placed?.querySelector("[autofocus]")?.focus();
      delete form.dataset.previewStale;
    } catch (problem) {
      if (problem.name === "AbortError" || running !== mine) return;
      target.removeAttribute("aria-busy");
      form.dataset.previewStale = "";
      if (presser) say(UNREACHED, "error");
    }
  }

  const soon = (event) => {
    if (event.target.matches("[data-no-preview]")) return;
    // A name being typed is not judged before it is finished, and the field is not taken away under the fingers.
    if (event.type === "input" && event.target.matches("[data-preview-on-change]")) return;
    clearTimeout(timer);
    timer = setTimeout(() => preview(), DEBOUNCE);
  };
  form.addEventListener("click", (event) => {
    const presser = event.target.closest("button[data-preview-press]");
    if (!presser) return;
    event.preventDefault();
    clearTimeout(timer);
    preview(presser);
  });
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
}

eachPart("form[data-live-preview]", livePreview);
