// Runs before the first paint, so that a chosen theme or language never flashes.
(function () {
  var root = document.documentElement;
  var theme = null;
  var language = null;
  try {
    theme = localStorage.getItem("engawa.theme");
    language = localStorage.getItem("engawa.language");
  } catch {
    // Storage may be refused; the system decides then.
  }
  var dark =
    theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.dataset.theme = dark ? "dark" : "light";
  root.lang = language || (/^ja\b/.test(navigator.language) ? "ja" : "en");
})();
