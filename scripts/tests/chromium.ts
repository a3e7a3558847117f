import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";
import { run } from "../setup/children.ts";
import { tools } from "../setup/paths.ts";

const names = [
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

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** CHROMIUM_PATH, a browser of the system, or the one Playwright downloaded. */
export function findChromium(): string | undefined {
  const asked = process.env["CHROMIUM_PATH"];
  if (asked !== undefined && asked !== "") return canRun(asked) ? asked : undefined;
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const candidates = [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...macApps,
    chromium.executablePath(),
  ];
  return candidates.find((path) => existsSync(path) && canRun(path));
}

async function installPackage(): Promise<void> {
  const root = process.getuid?.() === 0;
  if (!root || !existsSync("/usr/bin/apt-get")) return;
  console.log("No Chromium found: installing the distribution's package …");
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["update", "-qq"], { env });
  await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], { env });
}

async function download(): Promise<void> {
  console.log("No Chromium package: Playwright downloads one …");
  await run(process.execPath, [tools.playwright, "install", "--with-deps", "chromium"], {
    show: true,
  });
}

/** A browser for the tests, installed when there is none. Throws when there is still none: tests are not skipped. */
export async function ensureChromium(): Promise<string> {
  for (const install of [undefined, installPackage, download]) {
    await install?.();
    const found = findChromium();
    if (found !== undefined) return found;
  }
  throw new Error(
    "No Chromium: install one (Debian: apt-get install chromium), or name it in CHROMIUM_PATH.",
  );
}
