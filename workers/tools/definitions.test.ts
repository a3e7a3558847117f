import { describe, expect, test } from "vitest";
import { toolDefinitions, toolEffect, toolNames, toolTarget } from "./definitions.ts";
import { findTool } from "./registry.ts";

test("definitions come in one order whatever was asked for, and unknown names are left out", () => {
  const names = toolDefinitions(["TodoWrite", "Bash", "Nothing", "Read"]).map((tool) => tool.name);
  expect(names).toEqual(["Read", "Bash", "TodoWrite"]);
  expect(toolDefinitions(toolNames).map((tool) => tool.name)).toEqual([
    "Read",
    "Write",
    "Edit",
    "Glob",
    "Grep",
    "Bash",
    "TodoWrite",
    "ExitPlanMode",
    "AskUserQuestion",
    "WebFetch",
  ]);
});

test("a definition is plain JSON: an object schema with described and required fields", () => {
  const [read] = toolDefinitions(["Read"]);
  expect(read?.input_schema).toMatchObject({
    type: "object",
    required: ["file_path"],
    properties: { file_path: { type: "string", description: expect.any(String) } },
  });
  for (const tool of toolDefinitions(toolNames)) {
    expect(JSON.parse(JSON.stringify(tool))).toEqual(tool);
    expect(tool.description?.length).toBeGreaterThan(50);
  }
});

test("fields with a default are not required of the model", () => {
  const [grep] = toolDefinitions(["Grep"]);
  expect(grep?.input_schema.required).toEqual(["pattern"]);
});

test("every tool has an effect; what is no tool has none", () => {
  expect(toolNames.map(toolEffect)).toEqual([
    "read",
    "edit",
    "edit",
    "read",
    "read",
    "shell",
    "session",
    "ask",
    "ask",
    "web",
  ]);
  expect(toolEffect("Nothing")).toBeUndefined();
  expect(findTool("TodoWrite")).toBeUndefined();
});

describe("the target is one short line, whatever the input", () => {
  test.each([
    ["Read", { file_path: "/workspace/a.ts" }, "a.ts"],
    ["Bash", { command: "ls\n  -la" }, "ls -la"],
    ["Grep", { pattern: "x", path: "src" }, "x in src"],
    ["WebFetch", { url: "https://a.example/b/c?key=secret#d" }, "a.example/b/c?…"],
    ["WebFetch", { url: "no address" }, "no address"],
    ["Read", { nonsense: 1 }, '{"nonsense":1}'],
    ["Read", undefined, ""],
    ["Nothing", null, "null"],
  ])("%s %j", (name, input, target) => {
    expect(toolTarget(name, input)).toBe(target);
  });

  test("at most 200 characters", () => {
    expect(toolTarget("Bash", { command: "x".repeat(5000) })).toHaveLength(200);
    expect(toolTarget("Nothing", "x".repeat(5000))).toHaveLength(200);
  });
});
