import { expect, test } from "vitest";
import { readName } from "./name-faults.ts";
import { readPeople } from "./people-table.ts";

const length = [
  "名前は 1〜100 文字で入力してください",
  "The name must be 1 to 100 characters long",
];
const direction = [
  "名前に文字の向きを変える記号（U+202E）は使えません",
  "The name can't have characters in it that change the direction of text (U+202E)",
];

test.each([
  ["none", undefined, [length]],
  ["blanks", " \u3000 ", [length]],
  ["too many letters", "a".repeat(101), [length]],
  ["a mark that turns the text around", "Ken\u202egnp.exe", [direction]],
  [
    "a line break",
    "Ken\nSato",
    [["名前に改行は使えません", "The name can't have line breaks in it"]],
  ],
  [
    "a separator of lines",
    "Ken\u2028Sato",
    [["名前に改行は使えません", "The name can't have line breaks in it"]],
  ],
  [
    "a control sign",
    "Ken\u0007",
    [
      [
        "名前に制御文字（U+0007）は使えません",
        "The name can't have control characters in it (U+0007)",
      ],
    ],
  ],
  ["two of them", `${"a".repeat(100)}\u202eb`, [direction, length]],
  [
    "what cannot be seen",
    "\u3164",
    [["名前に見える文字がありません", "Nothing of the name can be seen"]],
  ],
])("of a name with %s it is said what is wrong, in both languages", (_what, given, said) => {
  const { name, faults } = readName(given);
  expect(name).toBeNull();
  expect(faults.map(({ ja, en }) => [ja, en])).toEqual(said);
});

test("a good name is as it was, without blanks around it", () => {
  expect(readName(" 山田 花子 ")).toEqual({ name: "山田 花子", faults: [] });
});

test("the row of a file has the reason", () => {
  const [row] = readPeople('email,name\nken@example.com,"Ken\nSato"', {
    mayAppoint: false,
    language: "en",
  });
  expect(row?.faults.map(({ en }) => en)).toEqual(["The name can't have line breaks in it"]);
});
