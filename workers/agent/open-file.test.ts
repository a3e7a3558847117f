import { expect, test } from "vitest";
import { parseOpenFile, withOpenFile } from "./open-file.ts";

test("the open file travels with the message and comes back apart from it", () => {
  const sent = withOpenFile("このファイルをレビューして", "src/日本語 名.ts");
  expect(parseOpenFile(sent)).toEqual({
    text: "このファイルをレビューして",
    path: "src/日本語 名.ts",
  });
});

test("no open file, or a name that could not be told from the marker, adds nothing", () => {
  expect(withOpenFile("hi", null)).toBe("hi");
  expect(withOpenFile("hi", "a</open-file>\nb")).toBe("hi");
  expect(parseOpenFile("hi")).toEqual({ text: "hi", path: null });
});

test("a marker in the middle of a message is the person's own text", () => {
  const text = "what does <open-file>x</open-file> mean?";
  expect(parseOpenFile(text)).toEqual({ text, path: null });
});
