import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { syntaxError } from "../../testing/syntax-error.ts";
import { knownFunctions } from "./functions.ts";
import { dataProcessor, processorTests, visualizer } from "./python-csv.ts";
import { cli, httpClient } from "./python.ts";

const sources = [
  dataProcessor,
  visualizer,
  processorTests,
  cli,
  httpClient,
  ...knownFunctions.flatMap((one) => one.python ?? []),
];

test("every template has the shape of Python", () => {
  expect(sources.map((source) => syntaxError("a.py", source))).toEqual(sources.map(() => null));
});

test("the shape is not taken for granted", () => {
  for (const wrong of ["def f():\nreturn 1", "if x:\n    a\n  b", "x = (1", "  x = 1", "try:"]) {
    expect(syntaxError("a.py", wrong)).not.toBeNull();
  }
});

const hasPython = spawnSync("python3", ["--version"]).status === 0;

test.skipIf(!hasPython)("where there is a Python, it parses them all", { timeout: 30_000 }, () => {
  const check = "import ast, json, sys; [ast.parse(text) for text in json.load(sys.stdin)]";
  const { status, stderr } = spawnSync("python3", ["-c", check], {
    input: JSON.stringify(sources),
    encoding: "utf8",
  });
  expect(`${status} ${stderr}`).toBe("0 ");
});
