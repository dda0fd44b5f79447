/* Bands behind the notes: each line that becomes a record is tinted and bears its item's number. Where the lines are is
   measured on a mirror of the text, since a long line wraps. The items come from the preview (data-line with
   data-end-line, or data-lines; data-number, data-asks); until the next preview they move along with the lines that are typed above them. */
import { eachPart, make } from "./page.js";

const SVG = "http://www.w3.org/2000/svg";
const BAND_X = 14;
const NUMBER_X = 26;

function shape(tag, attributes, text) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  if (text) element.textContent = text;
  return element;
}

/** "1,2" in data-lines, else all from data-line to data-end-line. */
function linesOf({ line, endLine, lines }) {
  if (lines) return lines.split(",").map(Number);
  const first = Number(line);
  return Array.from({ length: Math.max(1, Number(endLine || first) - first + 1) }, (_, at) => first + at);
}

/** A tint that fades to the right, so that the words stay on the plain field. */
function fade(id) {
  const gradient = shape("linearGradient", { id });
  gradient.append(shape("stop", { offset: 0 }), shape("stop", { offset: 0.4 }), shape("stop", { offset: 1, "stop-opacity": 0 }));
  return gradient;
}

/** The items that the preview only numbers: "41:57-58!" is item 41, of lines 57 and 58, which asks; "41:57x3" are three of a line each. */
function readOthers(target) {
  return (target?.dataset.others ?? "").split(",").flatMap((text) => {
    const [, number, line, endLine, count, asks] = text.match(/^(\d+):(\d+)(?:-(\d+))?(?:x(\d+))?(!?)$/) ?? [];
    if (!number) return [];
    return Array.from({ length: Number(count ?? 1) }, (_, at) => ({
      element: null,
      lines: linesOf({ line: Number(line) + at, endLine: endLine ?? Number(line) + at }),
      number: String(Number(number) + at),
      asks: Boolean(asks),
    }));
  });
}

function readItems(target) {
  const shown = [...(target?.querySelectorAll("[data-line]") ?? [])].map((element) => ({
    element,
    lines: linesOf(element.dataset),
    number: element.dataset.number ?? "",
    asks: "asks" in element.dataset,
  }));
  return [...shown, ...readOthers(target)];
}

/** Where a line of the old text is in the new one: lines after the changed stretch move by the difference. */
function mover(before, after) {
  let same = 0;
  while (same < before.length && same < after.length && before[same] === after[same]) same += 1;
  let tail = 0;
  while (tail < before.length - same && tail < after.length - same && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const shift = after.length - before.length;
  return (line) => (line > before.length - tail ? line + shift : Math.min(line, after.length));
}

function start(editor) {
  const area = editor.querySelector("textarea");
  const holder = editor.querySelector(".notes-bands");
  if (!area || !holder || !area.form) return;
  const target = () => document.querySelector(area.form.dataset.previewTarget || "[data-preview]");
  const svg = shape("svg", { width: "100%", height: "100%" });
  const group = shape("g", {});
  const definitions = shape("defs", {});
  definitions.append(fade("notes-band"), fade("notes-asking"));
  svg.append(definitions, group);
  holder.append(svg);
  const mirror = make("div", { class: "notes-mirror", "aria-hidden": "true" });
  editor.append(mirror);

  let items = readItems(target());
  let known = area.value.split("\n");

  function measure(lines) {
    const style = getComputedStyle(area);
    for (const name of ["font", "letterSpacing", "tabSize", "paddingLeft", "paddingRight", "paddingTop", "lineHeight"]) mirror.style[name] = style[name];
    mirror.style.width = `${area.clientWidth}px`;
    mirror.replaceChildren(...lines.map((line) => make("div", {}, line || "\u200b")));
    return [...mirror.children].map((row) => ({ top: row.offsetTop, height: row.offsetHeight }));
  }

  function scroll() {
    group.setAttribute("transform", `translate(0 ${-area.scrollTop})`);
  }

  function draw() {
    const lines = area.value.split("\n");
    const boxes = measure(lines);
    const moved = mover(known, lines);
    const drawn = items.flatMap((item) => {
      const bands = [];
      for (const line of item.lines.map(moved)) {
        const box = boxes[line - 1];
        if (!box || !lines[line - 1].trim()) continue;
        const first = parseFloat(getComputedStyle(area).lineHeight);
        const band = shape("g", { class: item.asks ? "is-asking" : "" });
        band.append(
          shape("rect", { class: "band", x: BAND_X, y: box.top, width: "100%", height: box.height }),
          shape("circle", { cx: NUMBER_X, cy: box.top + first / 2, r: 9.5 }),
          shape("text", { x: NUMBER_X, y: box.top + first / 2 + 4 }, item.number),
        );
        bands.push(band);
      }
      return bands;
    });
    group.replaceChildren(...drawn);
    scroll();
  }

  function showCurrent() {
    const line = area.value.slice(0, area.selectionStart).split("\n").length;
    const moved = mover(known, area.value.split("\n"));
    for (const item of items) item.element?.classList.toggle("is-current", document.activeElement === area && item.lines.some((each) => moved(each) === line));
  }

  area.addEventListener("input", draw);
  area.addEventListener("scroll", scroll);
  for (const name of ["keyup", "click", "focus", "blur"]) area.addEventListener(name, showCurrent);
  new ResizeObserver(draw).observe(area);
  document.fonts?.ready.then(draw);
  document.addEventListener("fragmentplaced", (event) => {
    if (!event.target.contains(target()) && !target()?.contains(event.target)) return;
    items = readItems(target());
    known = area.value.split("\n");
    draw();
    showCurrent();
  });
  area.form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    area.form.requestSubmit(area.form.querySelector("[data-save], .is-primary"));
  });
  draw();
}

eachPart("[data-notes-editor]", start);
