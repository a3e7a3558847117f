/** A first test of a function: a real assertion where the expected value is known, else that it is there. */
import type { Definition } from "./functions.ts";
import { dialectOf } from "./dialect.ts";

export interface TestSketch {
  readonly path: string;
  readonly language: string;
  readonly content: string;
}

export function testSketch(
  path: string,
  fn: Definition,
  example: { args: string; expected: string } | null,
): TestSketch | null {
  if (fn.indent !== "" || !/^[A-Za-z_$][\w$]*$/.test(fn.name)) return null;
  const slash = path.lastIndexOf("/") + 1;
  const folder = path.slice(0, slash);
  const file = path.slice(slash);
  if (dialectOf(path) === "python") {
    const module = file.replace(/\.pyi?$/, "");
    const dotted = `${folder}${module}`.replace(/^src\//, "").replaceAll("/", ".");
    const check =
      example === null
        ? `def test_${fn.name}_exists():\n    assert callable(${fn.name})\n`
        : `def test_${fn.name}_without_a_value():\n    assert ${fn.name}(${example.args}) == ${example.expected}\n`.replace(
            "== None",
            "is None",
          );
    return {
      path: folder === "" ? `test_${module}_${fn.name}.py` : `tests/test_${module}_${fn.name}.py`,
      language: "python",
      content: `from ${dotted} import ${fn.name}\n\n\n${check}`,
    };
  }
  if (dialectOf(path) !== "js" || !fn.exported) return null;
  const match = /^(.*)\.([cm]?[jt]sx?)$/.exec(file);
  if (!match) return null;
  const check =
    example === null
      ? `test("${fn.name} is there to be called", () => {\n  assert.equal(typeof ${fn.name}, "function");\n});\n`
      : `test("${fn.name} holds without a value", () => {\n  assert.equal(${fn.name}(${example.args}), ${example.expected});\n});\n`;
  return {
    path: `${folder}${match[1]}.test.${match[2]}`,
    language: match[2]?.includes("ts") ? "ts" : "js",
    content: `import assert from "node:assert/strict";\nimport { test } from "node:test";\nimport { ${fn.name} } from "./${file}";\n\n${check}`,
  };
}
