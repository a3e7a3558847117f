import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fromRoot } from "../setup/paths.ts";

const sources = readdirSync(fromRoot("workers"), { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"))
  .map((path) => readFileSync(fromRoot("workers", path), "utf8"));

/** Of each record its action, one of two as well. */
const recorded = sources.flatMap((source) =>
  [...source.matchAll(/\baction: ([^,;\n]*)/g)].flatMap(([, value = ""]) =>
    [...value.matchAll(/"([A-Z_]{3,})"/g)].map(([, name]) => name ?? ""),
  ),
);

test("what the logs record has a name in both languages", () => {
  const names = readFileSync(fromRoot("web/i18n/log-names.ts"), "utf8");
  const times = (action: string) => names.match(new RegExp(`^    ${action}:`, "gm"))?.length ?? 0;
  expect(recorded.length).toBeGreaterThan(60);
  expect([...new Set(recorded)].filter((action) => times(action) < 2).toSorted()).toEqual([]);
});
