/* What somebody types is never lost. A textarea or a form with data-autosave-url and data-draft-key is sent as
   {text, base_version} (PUT, or what
   data-autosave-method says) two seconds after a change. Until the server has said yes, a copy lies in this browser, under the
   person's id; when the server cannot be reached, or the session is over, it stays there, is sent in order when the
   way is open again, and is offered when the page is opened; so is a draft that the server gives along in data-draft-text and data-draft-saved-at.
   What is offered stays kept until the person decides. Signing out removes a person's copies. */
import { csrfToken, eachPart, make, say, user } from "./page.js";

const PAUSE = 2000;
const RETRY = 10000;
const PREFIX = `mobi-draft:${user}:`;
const SKIPPED = new Set(["csrf_token", "record_version", "version"]);
const SECOND = "~"; // a second place for what is typed while the first is still on offer

const copies = {
  read(key) {
    try {
      return JSON.parse(localStorage.getItem(PREFIX + key));
    } catch {
      return null;
    }
  },
  write(key, copy) {
    try {
      localStorage.setItem(PREFIX + key, JSON.stringify(copy));
      return true;
    } catch {
      return false; // full, or refused in a private window
    }
  },
  remove(key) {
    try {
      localStorage.removeItem(PREFIX + key);
    } catch {
      /* nothing was kept, then */
    }
  },
  keys() {
    try {
      return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX)).map((name) => name.slice(PREFIX.length));
    } catch {
      return [];
    }
  },
};

/** Send one draft. True when stored; "conflict" when a newer version stands; false when it could not be sent. */
async function send({ url, method, text, base_version }) {
  try {
    const response = await fetch(url, {
      method: method ?? "PUT",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrfToken() },
      body: JSON.stringify({ text, base_version }),
    });
    if (response.status === 409) return "conflict";
    return response.ok && !response.redirected;
  } catch {
    return false;
  }
}

function addressOf({ dataset }) {
  const version = dataset.baseVersion;
  return {
    url: dataset.autosaveUrl,
    method: dataset.autosaveMethod ?? "PUT",
    base_version: version && /^\d+$/.test(version) ? Number(version) : null,
  };
}

function textOf(element) {
  if (element.tagName !== "FORM") return element.value;
  const fields = {};
  for (const [name, value] of new FormData(element)) {
    if (SKIPPED.has(name) || typeof value !== "string") continue;
    (fields[name] ??= []).push(value);
  }
  element.querySelectorAll('input[type="password"]').forEach((input) => delete fields[input.name]);
  return JSON.stringify(fields);
}

function putText(element, text) {
  if (element.tagName === "FORM") {
    const fields = JSON.parse(text);
    for (const input of element.elements) {
      if (!input.name || SKIPPED.has(input.name) || ["file", "password", "submit", "button"].includes(input.type)) continue;
      const values = fields[input.name] ?? [];
      if (input.type === "checkbox" || input.type === "radio") input.checked = values.includes(input.value);
      else if (input.tagName === "SELECT") [...input.options].forEach((option) => { option.selected = values.includes(option.value); });
      else if (values.length) input.value = values.shift();
    }
  } else {
    element.value = text;
  }
  element.dispatchEvent(new Event("input", { bubbles: true }));
}

function clockTime(at) {
  return new Intl.DateTimeFormat("en-US", { hour: "numeric", minute: "2-digit" }).format(new Date(at));
}

function age(at) {
  const seconds = Math.max(0, Math.round((Date.now() - at) / 1000));
  if (seconds < 60) return `saved ${seconds} s ago`;
  return seconds < 3600 ? `saved ${Math.floor(seconds / 60)} min ago` : `saved at ${clockTime(at)}`;
}

/** Shows the state to the eye every second, and says it once to a screen reader when it changes. */
function stateLine(element) {
  const form = element.form ?? element;
  let holder = form.querySelector("[data-save-state]");
  if (!holder) {
    holder = make("p", { class: "save-state", "data-save-state": true });
    element.tagName === "FORM" ? element.append(holder) : element.after(holder);
  }
  const seen = make("span", { "aria-hidden": "true" });
  const said = make("span", { class: "visually-hidden", role: "status" });
  holder.replaceChildren(seen, said);
  let savedAt = 0;
  const words = { kept: "kept on this device", conflict: "kept on this device: a newer version was saved meanwhile", lost: "not saved: this browser refuses to keep a copy" };
  setInterval(() => { if (savedAt) seen.textContent = `✓ ${age(savedAt)}`; }, 1000);
  return (state) => {
    const before = holder.dataset.state;
    holder.dataset.state = state === "saved" ? "saved" : "kept";
    savedAt = state === "saved" ? Date.now() : 0;
    seen.textContent = state === "saved" ? `✓ ${age(savedAt)}` : words[state];
    if (before !== holder.dataset.state) said.textContent = state === "saved" ? "Saved as a draft" : words[state];
  };
}

function offer(element, copy, done) {
  const bar = make("div", { class: "message is-warning", role: "status" });
  const restore = make("button", { type: "button", class: "button" }, `Restore what you typed at ${clockTime(copy.at)}`);
  const discard = make("button", { type: "button", class: "button is-quiet" }, "Discard it");
  bar.append(make("p", {}, "There is text of yours that was not saved."), restore, discard);
  restore.addEventListener("click", () => { bar.remove(); done(); putText(element, copy.text); (element.querySelector("input:not([type=hidden]), textarea") ?? element).focus(); });
  discard.addEventListener("click", () => { bar.remove(); done(); });
  (element.closest("[data-notes-editor]") ?? element).before(bar);
}

const open = new Map(); // draft key → what keeps it on this page

function watch(element) {
  const key = element.dataset.draftKey;
  if (!user || !key || open.get(key)?.element.isConnected) return;
  const show = stateLine(element);
  let stored = textOf(element);
  let offered = 0;
  let isSending = false;
  let timer;

  const slot = () => (offered ? key + SECOND : key);

  async function save() {
    clearTimeout(timer);
    if (isSending || !element.isConnected) return;
    const text = textOf(element);
    if (text === stored) return offered ? undefined : copies.remove(key);
    isSending = true;
    const result = await send({ ...addressOf(element), text });
    isSending = false;
    if (result === true) {
      stored = text;
      if (textOf(element) === text) copies.remove(slot());
      show("saved");
    } else {
      const copy = copies.read(slot());
      if (result === "conflict" && copy) copies.write(slot(), { ...copy, conflict: true });
      show(copy ? (result === "conflict" ? "conflict" : "kept") : "lost");
    }
    if (textOf(element) !== text) timer = setTimeout(save, PAUSE);
    else if (result === false) timer = setTimeout(save, RETRY);
  }

  element.addEventListener("input", () => {
    copies.write(slot(), { ...addressOf(element), text: textOf(element), at: Date.now() });
    if (!isSending) { clearTimeout(timer); timer = setTimeout(save, PAUSE); }
  });
  element.addEventListener("change", () => element.dispatchEvent(new Event("input")));
  (element.form ?? element).addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (event.target.dataset.fragment) return void afterFragment();
    try {
      sessionStorage.setItem("mobi-submitted", JSON.stringify({ key, from: location.href.split("#")[0] }));
    } catch {
      /* the copy is then offered once more, which loses nothing */
    }
  });
  /** Sent in place: where the form went away it was stored; where it stands, keeping goes on. */
  function afterFragment() {
    timer = setTimeout(save, RETRY);
    document.addEventListener("fragmentplaced", function settle() {
      if (element.isConnected) return;
      document.removeEventListener("fragmentplaced", settle);
      clearTimeout(timer);
      if ([...document.querySelectorAll("[data-draft-key]")].some((each) => each.dataset.draftKey === key)) return;
      open.delete(key);
      [key, key + SECOND].forEach(copies.remove);
    });
  }

  open.set(key, { element, save });

  const { draftText, draftSavedAt } = element.dataset;
  const candidates = [key, key + SECOND].map((place) => ({ place, ...copies.read(place) }));
  if (draftText !== undefined) candidates.push({ text: draftText, at: Date.parse(draftSavedAt) || Date.now() });
  const texts = new Set([stored]);
  for (const copy of candidates) {
    if (copy.text === undefined) continue;
    if (texts.has(copy.text)) {
      if (copy.place) copies.remove(copy.place);
      continue;
    }
    texts.add(copy.text);
    offered += 1;
    offer(element, copy, () => {
      offered -= 1;
      if (copy.place) copies.remove(copy.place);
    });
  }
}

/** A form that was sent and led to a page without that form was stored: its copy is done with. */
function forgetSubmitted() {
  try {
    const sent = JSON.parse(sessionStorage.getItem("mobi-submitted"));
    sessionStorage.removeItem("mobi-submitted");
    if (!sent || !user || document.referrer.split("#")[0] !== sent.from) return;
    if (![...document.querySelectorAll("[data-draft-key]")].some((element) => element.dataset.draftKey === sent.key)) [sent.key, sent.key + SECOND].forEach(copies.remove);
  } catch {
    /* nothing was noted */
  }
}

/** Send what other pages left on this device, oldest first, stopping at the first that does not go through. */
async function sendKept() {
  if (!user) return;
  const waiting = copies.keys()
    .filter((key) => !open.has(key.endsWith(SECOND) ? key.slice(0, -1) : key))
    .map((key) => ({ key, ...copies.read(key) }))
    .filter((copy) => copy.url && !copy.conflict)
    .sort((one, other) => one.at - other.at);
  const family = document.querySelector("[data-draft-family]")?.dataset.draftFamily;
  for (const copy of waiting) {
    const result = await send(copy);
    if (result === true) {
      copies.remove(copy.key);
      if (family && copy.key.startsWith(family)) say("What you typed earlier on this device is kept. Reload this page to restore it.");
    }
    else if (result === "conflict") copies.write(copy.key, { ...copy, conflict: true });
    else return;
  }
}

async function everything() {
  await sendKept();
  for (const draft of open.values()) await draft.save();
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-sign-out]")) return;
  event.preventDefault();
  const leave = () => {
    copies.keys().forEach(copies.remove);
    event.target.submit();
  };
  Promise.race([everything(), new Promise((resolve) => setTimeout(resolve, 3000))]).then(leave, leave);
});

forgetSubmitted();
eachPart("[data-autosave-url][data-draft-key]", watch);
addEventListener("online", everything);
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") for (const draft of open.values()) draft.save(); });
sendKept();
