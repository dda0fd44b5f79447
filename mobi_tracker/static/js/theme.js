/* Runs in <head>, before the first paint: says that JavaScript is here and puts the reader's chosen theme on <html>.
   Without a choice the system's setting holds (tokens.css). */
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");

  function chosen() {
    try {
      return localStorage.getItem("mobi-theme") || "system";
    } catch (refused) {
      return "system";
    }
  }

  function show(theme) {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
    document.querySelectorAll("[data-theme-value]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.dataset.themeValue === theme));
    });
    document.dispatchEvent(new CustomEvent("themechange"));
  }

  show(chosen());
  document.addEventListener("DOMContentLoaded", function () { show(chosen()); });
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-theme-value]");
    if (!button) return;
    try {
      localStorage.setItem("mobi-theme", button.dataset.themeValue);
    } catch (refused) {
      /* private windows may refuse storage: the theme then holds for this page only */
    }
    show(button.dataset.themeValue);
  });
  window.addEventListener("storage", function (event) {
    if (event.key === "mobi-theme") show(chosen());
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", function () { show(chosen()); });
})();
