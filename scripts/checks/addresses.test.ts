import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fromRoot } from "../setup/paths.ts";

test("no folder of web/ stands where the Worker answers: the development server serves both at the root", () => {
  const config = readFileSync(fromRoot("wrangler.toml"), "utf8");
  const first = /run_worker_first = \[([^\]]*)\]/.exec(config)?.[1] ?? "";
  const taken = [...first.matchAll(/"\/(\w+)/g)].map(([, name]) => name);
  expect(taken).toContain("api");
  const names = readdirSync(fromRoot("web")).map((name) => name.replace(/\..*$/, ""));
  expect(names.filter((name) => taken.includes(name))).toEqual([]);
});
