import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { workerAddresses } from "../../workers/platform/http/worker-addresses.ts";
import { fromRoot } from "../setup/paths.ts";

test("no folder of web/ stands where the Worker answers: the development server serves both at the root", () => {
  const taken = workerAddresses.map((address) => /^\/(\w+)/.exec(address)?.[1]);
  expect(taken).toContain("api");
  const names = readdirSync(fromRoot("web")).map((name) => name.replace(/\..*$/, ""));
  expect(names.filter((name) => taken.includes(name))).toEqual([]);
});
