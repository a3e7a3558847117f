import { expect, test } from "vitest";
import { readEntries } from "./read-entries.ts";

const template = (path: string) =>
  readEntries("project_templates", `name,path,content\na,${path},x\n`)[0];

test("a file may have the name of what every object has", () => {
  expect(template("toString")?.entry).toMatchObject({ files: { toString: "x" } });
  expect(template("valueOf/a.txt")?.error).toBeNull();
});

test.each(["constructor", "__proto__", "prototype"])(
  "a file named %s is refused, and told why",
  (path) => {
    expect(template(path)).toMatchObject({ entry: null });
    expect(template(path)?.error?.en).toContain("no file may be named");
  },
);
