import { existsSync, mkdirSync, renameSync, symlinkSync } from "node:fs";
import { join, relative } from "node:path";

const systems = { linux: "linux", win32: "win" };

/**
 * The Node among the packages, where one fits this system. Not looked for in .bin: there npm 10 and
 * older remove the link together with the Nodes of other systems, and Windows gets a script.
 * @param {string} root
 * @param {string} [platform]
 * @param {string} [arch]
 * @returns {string | undefined}
 */
export function packagedNode(root, platform = process.platform, arch = process.arch) {
  const system = systems[/** @type {keyof typeof systems} */ (platform)];
  const name = platform === "win32" ? "node.exe" : "node";
  const path = join(root, "node_modules", `node-${system}-${arch}`, "bin", name);
  return existsSync(path) ? path : undefined;
}

/**
 * Puts the packaged Node back into .bin, so that npx and npm run find it too.
 * @param {string} root
 * @param {string} [platform]
 * @param {string} [arch]
 */
export function linkPackagedNode(root, platform = process.platform, arch = process.arch) {
  const bin = join(root, "node_modules", ".bin");
  const link = join(bin, "node");
  const node = packagedNode(root, platform, arch);
  if (node === undefined || platform === "win32" || existsSync(link)) return;
  mkdirSync(bin, { recursive: true });
  symlinkSync(relative(bin, node), `${link}-${process.pid}`);
  renameSync(`${link}-${process.pid}`, link);
}
