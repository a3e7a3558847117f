import { cleanup, render } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test } from "vitest";
import { setLanguage } from "../../i18n/language.ts";
import { Change } from "./Change.tsx";

beforeEach(() => setLanguage("en"));
afterEach(cleanup);

/** As it is seen. */
const shown = (now: number, before: number): string => {
  const { container } = render(() => <Change now={now} before={before} />);
  for (const part of container.querySelectorAll(".sr-only")) part.remove();
  return container.textContent ?? "";
};

test.each([
  [110, 100, "▲ 10%"],
  [95, 100, "▼ 5%"],
  [100, 100, "unchanged"],
  // Rounded to nothing.
  [100_001, 100_000, "unchanged"],
])("%d after %d is told as %s", (now, before, text) => {
  expect(shown(now, before)).toBe(text);
});

test("in Japanese, too", () => {
  setLanguage("ja");
  expect(shown(5, 5)).toBe("変化なし");
});
