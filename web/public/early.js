// Runs before the first paint, so that a chosen theme or language never flashes, and in browsers too
// old for the rest: nothing here is newer than 2015.
(function () {
  var root = document.documentElement;
  var theme = null;
  var language = null;
  try {
    theme = localStorage.getItem("engawa.theme");
    language = localStorage.getItem("engawa.language");
  } catch (refused) {
    // Storage may be refused; the system decides then.
    void refused;
  }
  var dark =
    theme === "dark" ||
    (theme !== "light" && window.matchMedia && matchMedia("(prefers-color-scheme: dark)").matches);
  root.setAttribute("data-theme", dark ? "dark" : "light");
  root.lang = language || (/^ja\b/.test(navigator.language) ? "ja" : "en");

  // What the console needs is asked for before the first of its modules has come.
  var files = document.querySelector("meta[name=console-files]");
  if (files && /^\/admin(\/|$)/.test(location.pathname)) {
    files.content.split(" ").forEach(function (file) {
      var link = document.createElement("link");
      link.rel = "modulepreload";
      link.crossOrigin = "";
      link.href = file;
      document.head.appendChild(link);
    });
  }

  // U-031: what the pages cannot do without. Where it is missing they may not even begin.
  var needed = {
    "JavaScript modules": "noModule" in document.createElement("script"),
    ES2023: typeof Array.prototype.toSorted === "function",
    WebSocket: "WebSocket" in window,
    IndexedDB: "indexedDB" in window,
    Streams: "TextDecoderStream" in window,
    "CSS :has": !!(window.CSS && CSS.supports && CSS.supports("selector(:has(*))")),
  };
  var missing = [];
  for (var name in needed) if (!needed[name]) missing.push(name);
  if (missing.length === 0) return;
  document.addEventListener("DOMContentLoaded", function () {
    var text = document.createElement("p");
    text.id = "unsupported";
    text.setAttribute("role", "alert");
    text.style.cssText = "margin:2rem auto;max-width:36rem;padding:0 1rem;font:16px/1.6 sans-serif";
    text.textContent =
      (root.lang === "ja"
        ? "このブラウザーでは Engawa に必要な機能が使えません。Chrome、Firefox、Safari、Edge の最新版をお使いください。不足している機能: "
        : "This browser lacks features Engawa needs. Use a current version of Chrome, Firefox, Safari or Edge. Missing features: ") +
      missing.join(", ");
    document.body.insertBefore(text, document.body.firstChild);
  });
})();
