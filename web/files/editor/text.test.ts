import { Text } from "@codemirror/state";
import { describe, expect, test } from "vitest";
import { textOf } from "../document.ts";
import { readText, versionOf } from "../load-file.ts";
import { makeDocument, replaceText, smallestChange } from "./make-document.ts";
import { mergeTexts } from "./three-way.ts";

const open = (text: string) =>
  makeDocument({ path: "a.txt", text, size: text.length, readOnly: false, onEdit: () => {} });

describe("a document", () => {
  test.each([["a\nb\n"], ["a\r\nb\r\n"], ["a\r\nb\nc\rd"], ["\uFEFFa"], [""]])(
    "gives back %j exactly as it was read",
    async (text) => {
      expect(textOf(await open(text))).toBe(text);
    },
  );

  test("mixed line ends are lines at every \\n, and nothing is normalised", async () => {
    expect((await open("a\r\nb\nc")).state.doc.lines).toBe(3);
    expect((await open("a\r\nb\r\nc")).state.doc.line(1).text).toBe("a");
  });

  test("a change from outside moves the cursor only where it must", async () => {
    const document = await open("one\ntwo\nthree");
    document.state = document.state.update({ selection: { anchor: 8 } }).state;
    replaceText(document, "zero\none\ntwo\nthree", false);
    expect(textOf(document)).toBe("zero\none\ntwo\nthree");
    expect(document.state.selection.main.head).toBe(13);
  });
});

test("the smallest change leaves what is the same", () => {
  const change = smallestChange(Text.of(["aaa", "bbb", "ccc"]), Text.of(["aaa", "xxx", "ccc"]));
  expect([change.from, change.to, change.insert.toString()]).toEqual([4, 7, "xxx"]);
});

describe("three versions", () => {
  const lines = (...changed: [number, string][]) =>
    Array.from(
      { length: 20 },
      (_one, index) => new Map(changed).get(index) ?? `line ${index}`,
    ).join("\n");

  test("changes apart from each other are both kept", () => {
    expect(mergeTexts(lines(), lines([2, "mine"]), lines([15, "theirs"]))).toBe(
      lines([2, "mine"], [15, "theirs"]),
    );
  });

  test("changes of the same line are for a person", () => {
    expect(mergeTexts(lines(), lines([2, "mine"]), lines([2, "theirs"]))).toBeNull();
  });
});

describe("bytes", () => {
  const bytes = (...values: number[]) => new Uint8Array(values).buffer;

  test("UTF-8 is text, Shift_JIS is shown as such, NUL is binary", () => {
    expect(readText(bytes(0xe3, 0x81, 0x82))).toEqual({ kind: "text", text: "あ" });
    expect(readText(bytes(0x82, 0xa0))).toEqual({ kind: "foreign", text: "あ" });
    expect(readText(bytes(0x50, 0x4b, 0x00, 0x01))).toBeNull();
  });

  test("the ETag is the version", () => {
    expect([versionOf('"12"'), versionOf('W/"3"'), versionOf(null)]).toEqual([12, 3, 0]);
  });
});
