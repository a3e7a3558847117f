import { expect, test } from "vitest";
import { plainJson } from "./hidden-characters.ts";

test("JSON reads as it is stored and means the same", () => {
  const value = { name: "gpj.\u202eexe", lines: "a\nb", deleted: "\u007f" };
  const text = plainJson(value);
  expect(text).toBe('{"name":"gpj.\\u202eexe","lines":"a\\nb","deleted":"\\u007f"}');
  expect(JSON.parse(text)).toEqual(value);
});
