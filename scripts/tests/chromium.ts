import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const names = [
  // Without a window it has less to do.
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome-stable",
  "google-chrome",
  "chrome",
  "microsoft-edge",
];
const macApps = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** What keeps a program from telling its version. Only Linux has stubs without a browser, and browsers without their libraries. */
export function faultOf(path: string): string | undefined {
  if (!isProgram(path)) return "no such program";
  if (process.platform !== "linux") return undefined;
  const { status, error, stderr } = spawnSync(path, ["--version"], {
    encoding: "utf8",
    timeout: 30_000,
  });
  if (error === undefined && status === 0) return undefined;
  return error?.message ?? (stderr.trim().split("\n").at(-1) || `exit code ${status}`);
}

/** The browser of CHROMIUM_PATH, whether it runs or not. */
export function askedChromium(): string | undefined {
  return process.env["CHROMIUM_PATH"] || undefined;
}

/** Where Playwright puts the one it downloads. */
export const playwrightChromium = () => chromium.executablePath();

/** CHROMIUM_PATH, a browser of the system that runs, or the one Playwright downloaded. */
export function findChromium(): string | undefined {
  const asked = askedChromium();
  if (asked !== undefined) return isProgram(asked) ? asked : undefined;
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const candidates = [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...macApps,
    playwrightChromium(),
  ];
  return candidates.find((path) => faultOf(path) === undefined);
}
