import { describe, expect, test } from "vitest";
import { type Dialect } from "./dialect.ts";
import { isBalanced, mask } from "./mask.ts";

const code = (text: string, dialect: Dialect = "js") =>
  mask(text.split("\n"), dialect).lines.join("\n").replaceAll(/ +/g, " ").trim();

describe("what is left is code", () => {
  test.each<[string, Dialect, string]>([
    [`a = "b == c"; // d == e`, "js", `a = " ";`],
    ["x /* eval( */ y", "js", "x y"],
    ["`text ${call(`in ${b}`)} more`", "js", "` ${call(` ${b}`)} `"],
    ['s.split(/[/"]/g) / 2', "js", "s.split( g) / 2"],
    ["a / b / c", "js", "a / b / c"],
    [`x = "a\\"b" + y`, "js", `x = " " + y`],
    [`x = '#' # eval(`, "python", `x = ' '`],
    ["f(r'''a\nb(''')", "python", "f(r''' \n ''')"],
  ])("%s", (text, dialect, left) => expect(code(text, dialect)).toBe(left));
});

test("lines that begin inside a string are known", () => {
  const lines = ['x = """a', "  b", '""" + c', "d"];
  expect([...mask(lines, "python").inString]).toEqual([1, 2]);
});

test("an open bracket or string is seen, brackets in strings are not", () => {
  expect(isBalanced(["f('(', /[(]/, `${'{'}`)"], "js")).toBe(true);
  expect(isBalanced(["f((1)"], "js")).toBe(false);
  expect(isBalanced(["x = '''a"], "python")).toBe(false);
});
