import { expect, test } from "vitest";
import { foldText } from "./fold-text.ts";

test.each([
  ["ZOË", "zoë"],
  ["Zoe\u0308", "zoë"],
  ["ＡＢＣ　１２", "abc 12"],
  ["ﾔﾏﾀﾞ", "ヤマダ"],
  ["STRASSE", "straße"],
  ["ΟΔΥΣΣΕΥΣ", "οδυσσευς"],
  ["ЮРИЙ", "юрий"],
])("%s is found as %s", (stored, typed) => {
  expect(foldText(stored)).toBe(foldText(typed));
});

test("what is folded is folded already, and other letters stay apart", () => {
  const once = foldText("Ǆ Straße ΣΑΣ İ ﬃ");
  expect(foldText(once)).toBe(once);
  expect(foldText("é")).not.toBe(foldText("e"));
  expect(foldText("は")).not.toBe(foldText("ば"));
});
