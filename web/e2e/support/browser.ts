import { chromium, type Browser, type Page } from "playwright-core";
import { findChromium } from "#scripts/tests/chromium";

/** A list of ours takes the place of Playwright's, so its entries that matter here stand in it again. */
const disabledFeatures = [
  "AvoidCorsURLLoaderRestartOnRedirect",
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsFirstBalancedModeAutoEnable",
  "HttpsUpgrades",
  "LensOverlay",
  "MediaRouter",
  "PaintHolding",
  "ThirdPartyStoragePartitioning",
  // Asks the network.
  "AimEnabled",
  "NetworkTimeServiceQuerying",
  "OptimizationHints",
  "PreconnectToSearch",
  // Lists below the address bar, which nobody sees: each new context would start a renderer for them.
  "WebUIOmniboxAimPopup",
  "WebUIOmniboxPopup",
];

/** The browser of the tests. A missing one fails the tests. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined)
    throw new Error("No Chromium found: run the tests with npm test, which installs one.");
  const args = [`--disable-features=${disabledFeatures.join(",")}`];
  return chromium.launch({ executablePath, args });
}

let kept: Promise<Browser> | undefined;

/** One browser for all files of this process, gone with it: to begin one takes longer than many a test. */
export async function keptBrowser(): Promise<Browser> {
  const found = await kept?.catch(() => undefined);
  if (found?.isConnected()) return found;
  kept = launchBrowser();
  return kept;
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
