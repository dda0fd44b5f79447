/* Charts that can be explored. The drawing is on the page already; Plotly (a large file of this host) is fetched only
   when somebody presses "explore", or when a figure marked data-chart="live" comes near. It writes no style of its own
   into the page (the link plotly.js-style-global stands there first) and offers no way to send a chart elsewhere. */
import { body, eachPart, make, say } from "./page.js";

const VARIABLES = {
  paper: "--paper", ink: "--ink", muted: "--muted", line: "--line", hairline: "--hairline", accent: "--accent",
  "on-track": "--on-fill", "at-risk": "--risk-fill", "off-track": "--off-fill", "not-rated": "--edge", target: "--on-text",
  "heat-1": "--heat-1", "heat-2": "--heat-2", "heat-3": "--heat-3", face: "--face",
};
const CONFIG = { displaylogo: false, showSendToCloud: false, plotlyServerURL: "", responsive: true, modeBarButtonsToRemove: ["lasso2d", "select2d"] };

/* The library also carries a map whose style sheet it writes into the page while loading, unless an element with this id
   is there. No chart of ours is a map. The id is the library's own and changes with its version; a browser test sees it. */
const MAP_STYLE = "9f215cf04c5486422605d13261cb87401f4e7763b6296af81e98efbc0130da53";

let loading;

function loadPlotly() {
  loading ??= new Promise((resolve, reject) => {
    const style = make("link", { id: "plotly.js-style-global", class: "no-inline-styles", rel: "stylesheet", href: body.dataset.plotlyStyleUrl });
    const script = make("script", { src: body.dataset.plotlyUrl });
    script.addEventListener("load", () => resolve(window.Plotly));
    script.addEventListener("error", () => { loading = undefined; script.remove(); reject(new Error("not loaded")); });
    document.head.append(style, make("template", { id: MAP_STYLE }), script);
  });
  return loading;
}

/** The description with each "token:NAME" replaced by what the theme gives it now. */
function themed(value, style) {
  if (Array.isArray(value)) return value.map((each) => themed(each, style));
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, themed(each, style)]));
  if (typeof value !== "string" || !value.startsWith("token:")) return value;
  const name = value.slice(6);
  return name === "none" ? "rgba(0,0,0,0)" : style.getPropertyValue(VARIABLES[name] ?? "--ink").trim();
}

async function describe(figure) {
  const inline = figure.querySelector("[data-chart-description]");
  if (inline) return JSON.parse(inline.textContent);
  const response = await fetch(figure.dataset.chartUrl, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

/* Names beside an axis and words beyond it leave a phone no room to draw in: Plotly would reckon with less than none. */
const isNarrow = (live) => live.clientWidth < 560;

function narrow(layout) {
  const cut = (text) => (text.length > 15 ? text.slice(0, 14) + "…" : text);
  if (layout.yaxis?.ticktext) layout.yaxis.ticktext = layout.yaxis.ticktext.map(cut);
  if (layout.margin) layout.margin.r = Math.min(layout.margin.r, 72);
}

function start(figure) {
  const drawing = figure.querySelector("[data-chart-drawing]");
  const live = figure.querySelector("[data-chart-live]");
  const button = figure.querySelector("[data-chart-explore]");
  if (!live) return;
  let description;

  async function draw() {
    const Plotly = await loadPlotly();
    description ??= await describe(figure);
    const { data, layout } = themed(description, getComputedStyle(document.documentElement));
    if (isNarrow(live)) narrow(layout);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    await Plotly.react(live, data, { ...layout, autosize: true, ...(still ? { transition: { duration: 0 } } : {}) }, CONFIG);
  }

  async function explore(isOn, isAsked = true) {
    try {
      live.hidden = !isOn;
      if (isOn) await draw();
      drawing.hidden = isOn;
    } catch {
      live.hidden = true;
      drawing.hidden = false;
      isOn = false;
      if (isAsked) say("The chart could not be opened for exploring. The drawing and the table show the same figures.");
    }
    button?.setAttribute("aria-pressed", String(isOn));
  }

  button?.addEventListener("click", () => explore(button.getAttribute("aria-pressed") !== "true"));
  let wasNarrow = isNarrow(live);
  new ResizeObserver(() => {
    if (live.hidden || !description || isNarrow(live) === wasNarrow) return;
    wasNarrow = isNarrow(live);
    draw();
  }).observe(live);
  document.addEventListener("themechange", () => { if (!live.hidden && description) draw(); });
  if (figure.dataset.chart === "live") {
    const near = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      near.disconnect();
      explore(true, false);
    }, { rootMargin: "200px" });
    near.observe(figure);
  }
}

eachPart("[data-chart]", start);

/* A drawing whose every place says why: one stop for the tab key, the arrows step from place to place, and what a place
   says stands under the drawing as well. Without this script each place is a stop of its own, with its words as a hint. */
function stops(figure) {
  const places = [...figure.querySelectorAll("g[tabindex]")];
  const why = figure.querySelector("[data-chart-why]");
  const spots = places.map((place) => place.getBBox());
  const show = (place) => { if (why) why.textContent = place.querySelector("title").textContent; };

  function step(from, dx, dy) {
    const here = spots[from];
    let best = -1, least = Infinity;
    spots.forEach((spot, at) => {
      const along = dx ? (spot.x - here.x) * dx : (spot.y - here.y) * dy;
      const across = Math.abs(dx ? spot.y - here.y : spot.x - here.x);
      if (along > 8 && across < 14 && along < least) { best = at; least = along; }
    });
    return best;
  }

  places.forEach((place, at) => {
    place.setAttribute("tabindex", at ? "-1" : "0");
    place.addEventListener("focus", () => show(place));
    place.addEventListener("pointerenter", () => show(place));
    place.addEventListener("keydown", (event) => {
      const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      const next = way ? step(at, ...way) : -1;
      if (way) event.preventDefault();
      if (next < 0) return;
      place.setAttribute("tabindex", "-1");
      places[next].setAttribute("tabindex", "0");
      places[next].focus();
    });
  });
}

eachPart("[data-chart-stops]", stops);
