/** What is chosen in the bar at the top, for whom it is kept. */
import { createEffect, createRoot } from "solid-js";
import { afterEach, expect, test, vi } from "vitest";
import { language, setLanguage } from "../i18n/language.ts";
import { hana } from "../testing/person.ts";
import { adoptPreferences, chooseLanguage } from "./preferences.ts";
import { me, setMe } from "./session.ts";

afterEach(() => {
  setMe(null);
  vi.unstubAllGlobals();
});

test.each([null, "second_factor", "password"] as const)(
  "the language is chosen, and kept in the account, also before what must be done first: %s",
  async (restricted) => {
    const sent: string[] = [];
    vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
      sent.push(`${init.method} ${url} ${String(init.body)}`);
      return Response.json({});
    });
    setLanguage("ja");
    const stop = createRoot((dispose) => {
      createEffect(() => adoptPreferences(me()));
      return dispose;
    });
    setMe({ ...hana, language: "ja", restricted });
    chooseLanguage("en");
    await vi.waitFor(() => expect(sent).toEqual(['PATCH /api/v1/account {"language":"en"}']));
    expect(language()).toBe("en");
    stop();
  },
);
