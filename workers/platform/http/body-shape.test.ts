import * as v from "valibot";
import { expect, test } from "vitest";
import type { Endpoint } from "#contract/endpoint";
import { allEndpoints } from "#contract/index";
import { faultsOfShape } from "./body-shape.ts";

const Person = v.object({
  name: v.string(),
  tags: v.optional(v.array(v.object({ id: v.string() }))),
});
const body = v.pipe(
  v.object({
    person: v.nullable(v.optional(Person)),
    free: v.optional(v.record(v.string(), v.unknown())),
    role: v.optional(v.picklist(["user", "admin"])),
  }),
  v.check(() => true),
);
const unknown = (value: unknown, schema: object = body) =>
  faultsOfShape(schema, value, "json").map(({ path }) => path);

test("a field the schema does not know is named by its path, however deep", () => {
  expect(
    unknown({ persn: {}, person: { name: "a", nmae: "b", tags: [{ id: "1" }, { ID: "2" }] } }),
  ).toEqual(["json.persn", "json.person.nmae", "json.person.tags.1.ID"]);
});

test("names of a record are free, and what is no object has none", () => {
  expect(unknown({ free: { any: { thing: 1 } }, role: "user", person: null })).toEqual([]);
  expect(unknown(null)).toEqual([]);
  expect(unknown("text")).toEqual([]);
});

test("of several forms a field may be of any", () => {
  const either = v.variant("kind", [
    v.object({ kind: v.literal("a"), one: v.string() }),
    v.object({ kind: v.literal("b"), two: v.string() }),
  ]);
  expect(unknown({ kind: "a", one: "1", three: "3" }, either)).toEqual(["json.three"]);
  const both = v.intersect([v.object({ note: v.string() }), either]);
  expect(unknown({ kind: "b", two: "2", note: "", more: "" }, both)).toEqual(["json.more"]);
});

test("what every object inherits is no field", () => {
  expect(unknown(JSON.parse('{"__proto__":{},"toString":1}'))).toEqual([
    "json.__proto__",
    "json.toString",
  ]);
});

test("a list is no object without fields, however deep; where a list may be, it may", () => {
  expect(unknown([])).toEqual(["json"]);
  expect(unknown({ person: [], free: [1] })).toEqual(["json.person", "json.free"]);
  expect(unknown({ person: { name: "a", tags: [["1"]] } })).toEqual(["json.person.tags.0"]);
  expect(unknown({ value: [1] }, v.object({ value: v.unknown() }))).toEqual([]);
  const either = v.object({ to: v.union([v.array(v.string()), v.object({ all: v.boolean() })]) });
  expect(unknown({ to: ["a"] }, either)).toEqual([]);
});

const withBody = (Object.entries(allEndpoints) as [string, Endpoint][]).filter(
  ([, { json }]) => json !== undefined,
);

test.each(withBody)("%s takes an object for its body, and nothing else", (_name, { json }) => {
  const takes = (value: unknown) =>
    v.is(json!, value) && faultsOfShape(json!, value, "json").length === 0;
  expect([[], [1], ["x"], [{}], "x", 1, true, null].filter(takes)).toEqual([]);
});
