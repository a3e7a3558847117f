import { expect, test } from "vitest";
import { itemText } from "./item-text.ts";
import { csv, fileName } from "./text-files.ts";

const joined = async (parts: AsyncIterable<string>) => {
  let text = "";
  for await (const part of parts) text += part;
  return text;
};

async function* one(row: Record<string, unknown>) {
  yield [row];
}

test("a cell that begins like a formula is text, numbers stay numbers", async () => {
  const row = { a: '=HYPERLINK("x")', b: -5, c: "two\nlines", d: null };
  expect(await joined(csv(["a", "b", "c", "d"], one(row)))).toBe(
    'a,b,c,d\n"\'=HYPERLINK(""x"")",-5,"two\nlines",\n',
  );
});

test.each([
  ["My / project", "My-project"],
  ["../..", "unnamed"],
  ["日本語の企画", "日本語の企画"],
  ["C:\\x", "C-x"],
])("%s becomes %s in a path", (name, path) => {
  expect(fileName(name)).toBe(path);
});

test("a tool's result cannot end the fence it stands in", () => {
  const item = {
    id: "t",
    position: 1,
    seq: 1,
    turn_id: "u",
    at: 0,
    kind: "tool" as const,
    assistant_id: "a",
    name: "Bash",
    input: {},
    state: "done" as const,
    target: "ls",
    approval: null,
    result: "```\n# not a heading",
    is_error: false,
    display: null,
    duration_ms: 1,
  };
  expect(itemText(item)).toContain("````\n```\n# not a heading\n````");
});
