/* Quick find: the search link opens a dialog that answers while one types (JSON of {title, kind, url, detail}).
   Enter without a choice goes to the search page; without JavaScript the link goes there at once. */
import { body, make } from "./page.js";
import { combobox } from "./combobox.js";

let dialog;
let input;

async function look(text) {
  if (!text) return [];
  const url = new URL(body.dataset.findUrl, location.href);
  url.searchParams.set("q", text);
  const response = await fetch(url, { headers: { Accept: "application/json" } });
  if (!response.ok || response.redirected) throw new Error("no answer");
  return response.json();
}

function build() {
  input = make("input", { class: "input", type: "search", name: "q", id: "quick-find-words" });
  const form = make("form", { method: "get", action: body.dataset.searchUrl, role: "search" },
    make("label", { for: "quick-find-words", class: "strong" }, "Search everything you may see"),
    make("div", { class: "combobox" }, input),
    make("p", { class: "hint" }, make("kbd", {}, "↑"), " ", make("kbd", {}, "↓"), " move · ", make("kbd", {}, "Enter"), " open · ", make("kbd", {}, "Esc"), " close"));
  dialog = make("dialog", { class: "quick-find", "aria-label": "Search" }, form);
  body.append(dialog);
  combobox(input, { look, take: (option) => location.assign(option.url), label: "Found", keepOpen: true });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return; // a search field would only empty itself
    event.preventDefault();
    dialog.close();
  });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
}

export function openQuickFind() {
  if (!body.dataset.findUrl) {
    if (body.dataset.searchUrl) location.assign(body.dataset.searchUrl);
    return;
  }
  if (!dialog) build();
  dialog.showModal();
  input.select();
}

document.querySelector("[data-quick-find]")?.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || !body.dataset.findUrl) return;
  event.preventDefault();
  openQuickFind();
});
