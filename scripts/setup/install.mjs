import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { linkPackagedNode, packagedNode } from "./packaged-node.mjs";

// Runs before anything is installed: Node 20 or later, and nothing but node:*.

const root = fileURLToPath(new URL("../..", import.meta.url));
const windows = process.platform === "win32";
const bin = join(root, "node_modules", ".bin");

/** @param {string} path @returns {Record<string, { version?: string, optional?: boolean, link?: boolean }>} */
function lockedPackages(path) {
  return JSON.parse(readFileSync(join(root, path), "utf8")).packages;
}

/** What is installed is what the lockfile says; optional packages of other systems may be absent. */
function isInstalled() {
  if (!existsSync(join(root, "node_modules/.package-lock.json"))) return false;
  const wanted = lockedPackages("package-lock.json");
  const installed = lockedPackages("node_modules/.package-lock.json");
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "") return true;
    const found = installed[path];
    return found === undefined ? entry.optional === true : found.version === entry.version;
  });
}

/** @param {string} command @param {string[]} args @param {NodeJS.ProcessEnv} [env] */
function run(command, args, env = process.env) {
  const child = spawn(command, args, {
    cwd: root,
    env,
    stdio: "inherit",
    shell: windows && !command.endsWith(".exe"),
  });
  /** @type {NodeJS.Signals[]} */
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  const forward = signals.map(
    (signal) => /** @type {const} */ ([signal, () => child.kill(signal)]),
  );
  for (const [signal, listener] of forward) process.on(signal, listener);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      for (const [name, listener] of forward) process.off(name, listener);
      resolve(code ?? 128 + constants.signals[signal ?? "SIGTERM"]);
    });
  });
}

async function install() {
  console.log("Installing the packages of package-lock.json (once; about half a minute) …");
  const npm = process.env["npm_execpath"];
  const code = npm?.endsWith(".js")
    ? await run(process.execPath, [npm, "ci", "--prefer-offline"])
    : await run("npm", ["ci", "--prefer-offline"]);
  if (code !== 0) {
    console.error(
      "npm ci failed. Check the network or the registry npm is set to, then run it again.",
    );
    process.exit(Number(code));
  }
}

/** The Node that runs TypeScript and wrangler: the one among our packages, else a system's Node ≥ 22.18. */
function modernNode() {
  const own = packagedNode(root);
  if (own !== undefined) return own;
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  console.error(
    `Node ${process.versions.node} is too old and no packaged Node fits this system: install Node 24.`,
  );
  process.exit(1);
}

/**
 * Makes sure the packages are there, then runs a TypeScript program of this repository with the
 * packaged Node, the tools of node_modules/.bin first on PATH, and the arguments given to us.
 * @param {string} program path from the root
 */
export async function installThenRun(program) {
  if (!isInstalled()) await install();
  linkPackagedNode(root);
  process.env["PATH"] = `${bin}${delimiter}${process.env["PATH"] ?? ""}`;
  const node = modernNode();
  if (process.features.typescript) {
    await import(pathToFileURL(join(root, program)).href);
    return;
  }
  process.exit(Number(await run(node, [join(root, program), ...process.argv.slice(2)])));
}
