import { expect, test } from "vitest";
import { readSearch } from "./query.ts";

test.each<[typed: string, q: string, country: string | undefined]>([
  ["hana", "hana", undefined],
  ["country:jp", "", "JP"],
  ["hana country:JP", "hana", "JP"],
  ["country:JP hana", "hana", "JP"],
  ["country:japan", "country:japan", undefined],
  ["mycountry:jp", "mycountry:jp", undefined],
])("%s is looked for as %o in %o", (typed, q, country) => {
  expect(readSearch(typed)).toEqual({ q, country });
});
