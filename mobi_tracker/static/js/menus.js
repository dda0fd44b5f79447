/* Menus are <details>: they open without this. It closes them on Escape and on a press elsewhere,
   and puts the focus where the page asks for it (an error summary, a stale save). */

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest?.("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

document.querySelector("[data-focus]")?.focus();
