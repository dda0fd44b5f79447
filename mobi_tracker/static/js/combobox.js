/* A text field with a list of options under it, by the ARIA combobox pattern: arrows move, Enter takes, Escape closes.
   look(text) gives options of {title, detail, kind}, or a promise of them; take(option) is called with the chosen one. */
import { make } from "./page.js";

const DEBOUNCE = 150;
let made = 0;

export function combobox(input, { look, take, label, keepOpen = false }) {
  const id = `options-${(made += 1)}`;
  const list = make("ul", { id, role: "listbox", class: "options", "aria-label": label, hidden: true });
  const count = make("span", { class: "visually-hidden", role: "status" });
  input.after(list, count);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id, autocomplete: "off",
  })) input.setAttribute(name, value);

  let options = [];
  let current = -1;
  let asked = 0;
  let timer;

  function close() {
    list.hidden = true;
    current = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(index) {
    current = index;
    [...list.children].forEach((row, at) => row.setAttribute("aria-selected", String(at === index)));
    if (index < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", list.children[index].id);
    list.children[index].scrollIntoView({ block: "nearest" });
  }

  function show(found) {
    options = found;
    list.replaceChildren(...found.map((option, at) => {
      const detail = [option.kind, option.detail].filter(Boolean).join(" · ");
      return make("li", { role: "option", id: `${id}-${at}`, "aria-selected": "false" },
        make("span", {}, option.title), detail ? make("span", { class: "detail" }, detail) : "");
    }));
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    count.textContent = found.length === 1 ? "1 found" : `${found.length || "None"} found`;
    mark(-1);
  }

  async function refresh() {
    const number = (asked += 1);
    try {
      const found = await look(input.value.trim());
      if (number === asked && (keepOpen || document.activeElement === input)) show(found);
    } catch {
      if (number === asked) close();
    }
  }

  function choose(index) {
    const option = options[index];
    if (!keepOpen) close();
    take(option);
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, DEBOUNCE);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) return void refresh();
      const step = event.key === "ArrowDown" ? 1 : -1;
      mark((current + step + options.length) % options.length);
    } else if (event.key === "Enter" && !list.hidden && current >= 0) {
      event.preventDefault();
      choose(current);
    } else if (event.key === "Escape" && !list.hidden && !keepOpen) {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  });
  input.addEventListener("blur", () => { if (!keepOpen) setTimeout(close, 150); });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const row = event.target.closest('[role="option"]');
    if (row) choose([...list.children].indexOf(row));
  });
  return { refresh, close };
}
