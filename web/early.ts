// Stands in the page itself and runs before the first paint: so a chosen theme or language never flashes,
// and what the screen needs is asked for before the first module has come. It is built for browsers too old
// for the rest, which hear so: nothing here is of the language after 2015, or of the browser.
import { askFirst } from "./ask-first.ts";
import { askEarly } from "./client/early.ts";

const root = document.documentElement;

function chooseLook(): void {
  let theme: string | null = null;
  let language: string | null = null;
  try {
    theme = localStorage.getItem("engawa.theme");
    language = localStorage.getItem("engawa.language");
  } catch {
    // Storage may be refused; the system decides then.
  }
  const isDark =
    theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.setAttribute("data-theme", isDark ? "dark" : "light");
  root.lang = language || (/^ja\b/.test(navigator.language) ? "ja" : "en");
}

/** Files of the screen, and of its page, which are more than every page needs (`scripts/local/page-head.ts`). */
function askForFiles(): void {
  const said = document.querySelector<HTMLMetaElement>("meta[name=screen-files]");
  const [, screen, page] = location.pathname.split("/");
  const wanted = [screen, `${screen}/${page || "overview"}`];
  for (const entry of said?.content.split(" ") ?? []) {
    const [address, files = ""] = entry.split("=");
    if (wanted.indexOf(address) === -1) continue;
    for (const file of files.split(",")) {
      const link = document.createElement("link");
      link.rel = "modulepreload";
      link.crossOrigin = "";
      link.href = file;
      document.head.appendChild(link);
    }
  }
}

/** U-031: what the pages cannot do without. Where it is missing they may not even begin. */
function whatIsMissing(): string[] {
  const needed: Record<string, boolean> = {
    "JavaScript modules": "noModule" in document.createElement("script"),
    ES2023: typeof Array.prototype.toSorted === "function",
    WebSocket: "WebSocket" in window,
    IndexedDB: "indexedDB" in window,
    Streams: "TextDecoderStream" in window,
    "CSS :has": "CSS" in window && CSS.supports("selector(:has(*))"),
  };
  return Object.keys(needed).filter((name) => !needed[name]);
}

/** Instead of the page, once there is one. */
function say(id: string, ja: string, en: string): void {
  if (document.body === null) {
    document.addEventListener("DOMContentLoaded", () => say(id, ja, en));
    return;
  }
  const text = document.createElement("p");
  text.id = id;
  text.setAttribute("role", "alert");
  text.style.cssText = "margin:2rem auto;max-width:36rem;padding:0 1rem;font:16px/1.6 sans-serif";
  text.textContent = root.lang === "ja" ? ja : en;
  document.body.insertBefore(text, document.body.firstChild);
}

const sayWhatIsMissing = (missing: string): void =>
  say(
    "unsupported",
    `このブラウザーでは Engawa に必要な機能が使えません。Chrome、Firefox、Safari、Edge の最新版をお使いください。不足している機能: ${missing}`,
    `This browser lacks features Engawa needs. Use a current version of Chrome, Firefox, Safari or Edge. Missing features: ${missing}`,
  );

/** Without its own module the page would stay empty: on a line that broke, or of a version that is gone. */
const sayIfLost = (event: Event): void => {
  if (event.target instanceof HTMLScriptElement && event.target.type === "module")
    say(
      "lost",
      "ページを読み込めませんでした。接続を確認して、再読み込みしてください。",
      "The page could not be loaded. Check the connection and reload it.",
    );
};

chooseLook();
const missing = whatIsMissing();
if (missing.length > 0) {
  sayWhatIsMissing(missing.join(", "));
} else {
  addEventListener("error", sayIfLost, true);
  askForFiles();
  // The page preloads it; this takes it.
  void askFirst(location, askEarly("/api/v1/auth/status"));
}
