import { expect, test } from "vitest";
import { findDefinitions } from "./functions.ts";
import { lineEdit } from "./snippet.ts";

const find = (path: string, text: string) =>
  findDefinitions(path, text.split("\n")).map(({ name, start, end, params, doc }) => ({
    name,
    lines: [start, end],
    params,
    doc,
  }));

test("JavaScript: functions, arrows, methods, commonjs; with parameters, extent and doc", () => {
  const text = `/** Adds. Twice. */
export async function add(a, { b }, c = f(1, 2), ...rest) {
  return "}";
}
const twice = (x: number): number => x * 2;
exports.run = function (job) {
  if (job) {
  }
};
class Box {
  get(key) {
    return key;
  }
}`;
  expect(find("a.ts", text)).toEqual([
    { name: "add", lines: [2, 4], params: ["a", "c", "rest"], doc: "Adds." },
    { name: "twice", lines: [5, 5], params: ["x"], doc: null },
    { name: "run", lines: [6, 9], params: ["job"], doc: null },
    { name: "Box", lines: [10, 14], params: [], doc: null },
    { name: "get", lines: [11, 13], params: ["key"], doc: null },
  ]);
});

test("Python: nested blocks, heads over several lines, docstrings", () => {
  const text = `class Box:
    """A box."""

    def get(
        self,
        key: str,
        *rest,
    ) -> str:
        """Return it.

        At once.
        """
        return """
x
"""

def after(): pass
`;
  expect(find("a.py", text)).toEqual([
    { name: "Box", lines: [1, 15], params: [], doc: "A box." },
    { name: "get", lines: [4, 15], params: ["key", "rest"], doc: "Return it." },
    { name: "after", lines: [17, 17], params: [], doc: null },
  ]);
});

test("an edit carries as many lines as make it unique", () => {
  const lines = ["a", "x", "b", "x", "c"];
  const { input } = lineEdit("f.ts", lines, { from: 4, to: 4, next: ["y"] });
  expect(input).toMatchObject({ old_string: "b\nx", new_string: "b\ny" });
});
