import type { Me } from "#contract/auth";
import type { Language } from "#contract/errors";
import { setTimeZone } from "../i18n/format.ts";
import { borrowLanguage, language, setLanguage } from "../i18n/language.ts";
import { me, setMe } from "./session.ts";
import { setTheme, type Theme, theme } from "./theme.ts";

/** Language, theme and time zone follow the account to every browser it signs in with (U-033). */
export function adoptPreferences(who: Me | null): void {
  if (who === null) return;
  if (who.language !== null && who.language !== language()) {
    // The administrator comes back to a language of their own (T-24).
    if (who.acting === undefined) setLanguage(who.language);
    else borrowLanguage(who.language);
  }
  if (who.theme !== theme()) setTheme(who.theme);
  setTimeZone(who.time_zone);
}

/** Chosen in the bar at the top: here at once, in the account where there is one. */
async function keep(choice: { language?: Language; theme?: Theme }): Promise<void> {
  const who = me();
  if (who === null || who.role === "guest") return;
  setMe({ ...who, ...choice });
  // Offline the choice holds in this browser.
  await import("./save-preference.ts")
    .then(({ savePreference }) => savePreference(choice))
    .catch(() => undefined);
}

export function chooseLanguage(next: Language): void {
  setLanguage(next);
  void keep({ language: next });
}

export function chooseTheme(next: Theme): void {
  setTheme(next);
  void keep({ theme: next });
}
