import { chromium, type Browser, type Page } from "playwright-core";
import { findChromium } from "#scripts/tests/chromium";

/** The browser of the tests. A missing one fails the tests. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined)
    throw new Error("No Chromium found: run the tests with npm test, which installs one.");
  return chromium.launch({ executablePath });
}

/** Collects what a page should never say: console errors, uncaught exceptions, broken content policy. */
export function watchForErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(`${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => errors.push(error.message));
  return errors;
}
