import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { run, type Outcome } from "../setup/children.ts";
import { tools } from "../setup/paths.ts";
import { askedChromium, faultOf, findChromium, playwrightChromium } from "./chromium.ts";

function onPath(name: string): boolean {
  return (process.env["PATH"] ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** How to run something as root without being asked for a password; undefined: not at all. */
async function asRoot(uid: number | undefined): Promise<string[] | undefined> {
  if (uid === 0) return [];
  if (!onPath("sudo")) return undefined;
  const { code } = await run("sudo", ["-n", "true"]);
  return code === 0 ? ["sudo", "-n"] : undefined;
}

/** The line of a program's output that says what went wrong first. */
function reason({ stdout, output, code }: Outcome): string {
  const errors = output.slice(stdout.length);
  const lines = `${errors}\n${stdout}`.split("\n").map((line) => line.trim());
  const named = lines.find((line) => /^(E: |\w*Error: )/.test(line));
  return named ?? lines.findLast((line) => line !== "") ?? `exit code ${code}`;
}

async function apt(root: string[], ...args: string[]): Promise<Outcome> {
  const [command = "", ...rest] = [...root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"];
  return run(command, [...rest, "-qq", ...args]);
}

/** The one without a window is smaller and does the same in less time; not every distribution has it. */
const packages = ["chromium-headless-shell", "chromium"];

/** Answers why there is still no browser. */
async function installPackage(root: string[] | undefined): Promise<string> {
  if (!onPath("apt-get")) return "there is no apt-get here";
  if (root === undefined) return "that needs root, or sudo without a password";
  console.log("No Chromium found: installing the distribution's package (some minutes) …");
  // Else an update that reached nothing would pass for one.
  const update = await apt(root, "update", "-o", "APT::Update::Error-Mode=any");
  let why = "";
  for (const name of packages) {
    const install = await apt(root, "install", "-y", "--no-install-recommends", name);
    if (install.code !== 0) why = reason(update.code === 0 ? install : update);
    else if (findChromium() === undefined) why = `the package ${name} brought no browser that runs`;
    else break;
  }
  return why;
}

/** Answers why there is still no browser. */
async function download(root: string[] | undefined): Promise<string> {
  console.log("No Chromium package: Playwright downloads one (about 200 MB) …");
  const playwright = (...args: string[]) => run(process.execPath, [tools.playwright, ...args]);
  // Its libraries, where that is possible without a question; most desktops have them.
  if (root !== undefined && onPath("apt-get")) await playwright("install-deps", "chromium");
  const outcome = await playwright("install", "chromium");
  if (outcome.code !== 0) return reason(outcome);
  return faultOf(playwrightChromium()) ?? "it runs, yet is not found";
}

/**
 * A browser for the tests, installed when there is none, without asking for a password. Throws when
 * there is still none: tests are not skipped.
 */
export async function ensureChromium(uid = process.getuid?.()): Promise<string> {
  const asked = askedChromium();
  const fault = asked === undefined ? undefined : faultOf(asked);
  if (fault !== undefined) throw new Error(`CHROMIUM_PATH names ${asked}: ${fault}.`);
  const there = findChromium();
  if (there !== undefined) return there;

  const root = await asRoot(uid);
  const ofSystem = await installPackage(root);
  const installed = findChromium();
  if (installed !== undefined) return installed;
  const ofPlaywright = await download(root);
  const downloaded = findChromium();
  if (downloaded !== undefined) return downloaded;
  throw new Error(
    `The tests need Chromium. There is none, and none could be installed:
  the distribution's package: ${ofSystem}
  Playwright's download: ${ofPlaywright}
Install one (Debian: apt-get install chromium), or name one in CHROMIUM_PATH; then run npm test again.`,
  );
}
