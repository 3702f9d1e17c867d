// Before the first paint: the language and theme that were chosen last time.
(function () {
  "use strict";
  var root = document.documentElement;
  function kept(name) {
    try { return localStorage.getItem("tifakg-" + name); } catch (refused) { return null; }
  }
  if (kept("language") === "en") { root.lang = "en"; root.dataset.lang = "en"; }
  var theme = kept("theme");
  if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  root.classList.add("scripted");
})();
