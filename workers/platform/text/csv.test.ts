import { expect, test } from "vitest";
import { csvLine, csvLineToImport } from "./csv.ts";

test("a line follows RFC 4180: quotation marks doubled, lines kept inside of them, CRLF at its end", () => {
  expect(csvLine(["a", 'say "hi"', "x,y", "one\r\ntwo", "山田"])).toBe(
    'a,"say ""hi""","x,y","one\r\ntwo",山田\r\n',
  );
});

test("nothing is nothing; numbers stay numbers, objects are JSON", () => {
  expect(csvLine([null, undefined, 0, -5, true, { a: 1 }, ["b"]])).toBe(
    ',,0,-5,true,"{""a"":1}","[""b""]"\r\n',
  );
});

test.each([
  "=1+1",
  "+1",
  "-1",
  "@SUM(A1)",
  "\t=1",
  "\r=1",
  " =1",
  "＝1+1",
  "＋1",
  "－1",
  "＠x",
  "\n=1",
  "'=1",
  "\u200b=1",
])("%j is text to a spreadsheet (T-28)", (text) => {
  expect(csvLine([text]).replace(/^"/, "").startsWith("'")).toBe(true);
});

test.each([
  [";=1+1", ";'=1+1"],
  ["a;=1", "a;'=1"],
  ["curl/8 (x; +http://x)", "curl/8 (x;' +http://x)"],
  ["a\t=1", "a\t'=1"],
  ["a\n=1", '"a\n\'=1"'],
])("%j is one where cells end at semicolons, tabs or lines", (text, safe) => {
  expect(csvLine([text])).toBe(`${safe}\r\n`);
});

test("nothing is hidden in a cell, and nothing turns what is read around", () => {
  expect(csvLine(["gpj.\u202eexe", "a\0b", "\u2067x\u2069", "\0=1"])).toBe(
    "gpj.<U+202E>exe,a<U+0000>b,<U+2067>x<U+2069>,<U+0000>=1\r\n",
  );
  const tab = "kept\tas it is";
  expect(csvLine([tab])).toBe(`${tab}\r\n`);
});

test("what comes back by an import is as it was but for the mark at its beginning", () => {
  expect(csvLineToImport(["=1", "a;=1", "x\u202ey"])).toBe("'=1,a;=1,x\u202ey\r\n");
});
