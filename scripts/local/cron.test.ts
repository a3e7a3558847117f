import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { fromRoot } from "../setup/paths.ts";
import { crons } from "./cron.ts";

test("the local clock runs every cron of wrangler.toml", async () => {
  const toml = await readFile(fromRoot("wrangler.toml"), "utf8");
  const line = /^crons = (.+)$/m.exec(toml)?.[1] ?? "[]";
  expect(Object.keys(crons)).toEqual(JSON.parse(line));
});
