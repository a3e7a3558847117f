import { expect, test } from "vitest";
import { dependencyViolations } from "./dependencies.ts";

const manifest = {
  dependencies: { hono: "4.13.19" },
  devDependencies: {},
  optionalDependencies: {},
};
const table = (row: string) => `| package | version | why |\n|---|---|---|\n${row}\n`;

test("each dependency stands in the table with its version and a reason", () => {
  expect(dependencyViolations(manifest, table("| hono | 4.13.19 | Routing |"))).toEqual([]);
  expect(dependencyViolations(manifest, table("| hono | 4.13.18 | Routing |"))).toHaveLength(1);
  expect(dependencyViolations(manifest, table("| hono | 4.13.19 |  |"))).toHaveLength(1);
  expect(dependencyViolations(manifest, table(""))).toHaveLength(1);
});

test("the table lists nothing that is gone", () => {
  const rows = "| hono | 4.13.19 | Routing |\n| zod | 4.0.0 | Schemas |";
  expect(dependencyViolations(manifest, table(rows))).toEqual([
    "docs/dependencies.md lists zod, which package.json does not",
  ]);
});

test("versions are exact", () => {
  const ranged = { ...manifest, dependencies: { hono: "^4.13.19" } };
  expect(dependencyViolations(ranged, table("| hono | ^4.13.19 | Routing |"))).toHaveLength(1);
});
