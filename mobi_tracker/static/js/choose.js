/* Two ways to choose by typing. A field with data-suggest completes names of records; a long <select> with
   data-search-select gets a field that narrows it. Both work as plain fields without this. */
import { body, eachPart, make } from "./page.js";
import { combobox } from "./combobox.js";

const SHOWN_AT_MOST = 12;
const WORTH_SEARCHING = 8;

function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function suggest(input) {
  const address = input.dataset.suggestUrl || body.dataset.suggestUrl || body.dataset.findUrl;
  if (!address) return;
  const holder = make("div", { class: "combobox" });
  input.before(holder);
  holder.append(input);
  combobox(input, {
    label: "Suggestions",
    async look(text) {
      if (!text) return [];
      const url = new URL(address, location.href);
      url.searchParams.set("q", text);
      url.searchParams.set("kinds", input.dataset.suggest);
      const response = await fetch(url, { headers: { Accept: "application/json" } });
      return response.ok && !response.redirected ? response.json() : [];
    },
    take(option) {
      input.value = option.title;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    },
  });
}

function searchable(select) {
  if (select.multiple || select.options.length < WORTH_SEARCHING || select.dataset.searchSelect === "done") return;
  select.dataset.searchSelect = "done";
  const label = select.labels[0];
  const input = make("input", {
    class: "input", type: "text", id: `${select.id}-search`, "aria-describedby": select.getAttribute("aria-describedby"),
    "aria-invalid": select.getAttribute("aria-invalid"),
  });
  const chosen = () => select.options[select.selectedIndex]?.text ?? "";
  input.value = chosen();
  select.before(make("div", { class: "combobox" }, input));
  select.hidden = true;
  if (label) label.htmlFor = input.id;
  document.querySelectorAll(`a[href="#${CSS.escape(select.id)}"]`).forEach((link) => { link.href = `#${input.id}`; });
  combobox(input, {
    label: label?.textContent.trim() ?? "Choices",
    look(text) {
      const words = text === chosen() ? [] : plain(text).split(/\s+/).filter(Boolean);
      return [...select.options]
        .filter((option) => words.every((word) => plain(option.text).includes(word)))
        .slice(0, SHOWN_AT_MOST)
        .map((option) => ({ title: option.text, option }));
    },
    take({ option }) {
      select.value = option.value;
      input.value = option.text;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    },
  });
  input.addEventListener("focus", () => input.select());
  input.addEventListener("change", () => {
    const same = [...select.options].find((option) => plain(option.text) === plain(input.value.trim()));
    if (same) select.value = same.value;
    else if (!input.value.trim() && select.options[0]?.value === "") select.value = "";
    setTimeout(() => { input.value = chosen(); }, 200); // after a press on an option had its turn
  });
}

eachPart("input[data-suggest]", suggest);
eachPart("select[data-search-select]", searchable);
