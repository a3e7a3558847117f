import { createSignal } from "solid-js";
import type { Language } from "#contract/errors";

const key = "engawa.language";

const stored = (): Language | null => {
  try {
    const value = localStorage.getItem(key);
    return value === "ja" || value === "en" ? value : null;
  } catch {
    return null;
  }
};

const ofBrowser = (): Language => (/^ja\b/.test(navigator.language) ? "ja" : "en");

const [language, setSignal] = createSignal<Language>(stored() ?? ofBrowser());

/** The language of everything on the screen; follows the browser until it is chosen. */
export { language };

/** The language of who sits here, also while the screen is in that of somebody acted as (T-24). */
export const ownLanguage = (): Language => stored() ?? ofBrowser();

/** The screen in another language than one's own, until the page is left. */
export function borrowLanguage(next: Language): void {
  setSignal(next);
  document.documentElement.lang = next;
}

export function setLanguage(next: Language): void {
  borrowLanguage(next);
  try {
    localStorage.setItem(key, next);
  } catch {
    // Storage may be refused; the choice holds until the page is closed.
  }
}
