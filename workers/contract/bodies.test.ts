import { expect, test } from "vitest";
import type { Endpoint } from "./endpoint.ts";
import { allEndpoints } from "./index.ts";

const bodies = (Object.entries(allEndpoints) as [string, Endpoint][]).flatMap(([name, { json }]) =>
  json === undefined ? [] : [[name, json] as const],
);

/** Every kind of schema in one, by its place. */
function kindsIn(schema: unknown, at: string, seen = new Set<unknown>()): string[] {
  if (typeof schema !== "object" || schema === null || seen.has(schema)) return [];
  seen.add(schema);
  const own = "kind" in schema && schema.kind === "schema" && "type" in schema;
  const inside = Object.entries(schema).flatMap(([name, one]) =>
    kindsIn(one, `${at}.${name}`, seen),
  );
  return own ? [`${at}: ${String(schema.type)}`, ...inside] : inside;
}

// `implement()` refuses unknown fields by their names; a strict schema would name them once more.
// What is put together of several says for none of them that there are no others.
test("no body is of a kind that says twice, or cannot say, which fields there are", () => {
  const kinds = bodies.flatMap(([name, json]) => kindsIn(json, name));
  expect(kinds.length).toBeGreaterThan(300);
  expect(kinds.filter((one) => /: (strict_|loose_|intersect|object_with_rest)/.test(one))).toEqual(
    [],
  );
});
