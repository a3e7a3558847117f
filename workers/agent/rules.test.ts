import { describe, expect, test } from "vitest";
import {
  parseRule,
  ruleDeniesCommand,
  ruleDeniesPath,
  ruleForCommand,
  ruleForPath,
} from "./rules.ts";

describe("parsing", () => {
  test.each([
    ["Bash", { tool: "Bash", spec: null }],
    ["Bash(*)", { tool: "Bash", spec: null }],
    ["Bash(npm run *)", { tool: "Bash", spec: "npm run *" }],
    ["Edit(src/(group)/**)", { tool: "Edit", spec: "src/(group)/**" }],
    ["mcp__server__tool", { tool: "mcp__server__tool", spec: null }],
    ["Bash(npm", null],
    ["Bash()", null],
    ["(x)", null],
    ["", null],
  ])("%s", (text, rule) => expect(parseRule(text)).toEqual(rule));
});

describe("denied commands", () => {
  const denies = (rule: string, ...argv: string[]) => ruleDeniesCommand([rule], argv) === rule;

  test("a bare Bash denies every command", () => expect(denies("Bash", "ls")).toBe(true));
  test("a trailing star covers the command alone and with anything after it", () => {
    expect(denies("Bash(curl *)", "curl")).toBe(true);
    expect(denies("Bash(curl:*)", "curl", "http://x")).toBe(true);
    expect(denies("Bash(curl *)", "curlx")).toBe(false);
  });
  test("the directory of the program does not matter", () =>
    expect(denies("Bash(curl *)", "/usr/bin/curl", "x")).toBe(true));
  test.each([
    ["rm", "-rf", "x"],
    ["rm", "-fr", "x"],
    ["rm", "-r", "-f", "x"],
    ["rm", "x", "-Rf"],
    ["rm", "-rfv", "x"],
    ["rm", "--recursive", "--force", "x"],
    ["/bin/rm", "-f", "--recursive", "--", "x"],
  ])("rm -rf is denied however its flags are written: %s %s %s", (...argv) =>
    expect(denies("Bash(rm -rf *)", ...argv)).toBe(true),
  );
  test("rm without both flags is another command", () => {
    expect(denies("Bash(rm -rf *)", "rm", "-r", "x")).toBe(false);
    expect(denies("Bash(rm -rf *)", "rm", "-r", "--", "-f")).toBe(false);
  });
  test("without a star the operands must be the same", () => {
    expect(denies("Bash(rm -rf /)", "rm", "-r", "-f", "/")).toBe(true);
    expect(denies("Bash(rm -rf /)", "rm", "-rf", "/workspace/x")).toBe(false);
    expect(denies("Bash(npm test)", "npm", "test", "more")).toBe(false);
    expect(denies("Bash(chmod 777 *)", "chmod", "-R", "777", "a")).toBe(true);
    expect(denies("Bash(chmod 777 *)", "chmod", "755", "a")).toBe(false);
  });
  test("rules about other tools do not speak of commands", () =>
    expect(denies("Edit(curl *)", "curl")).toBe(false));
  test("many stars cost no exponential time", () => {
    const spec = `Bash(${"*a".repeat(200)}b)`;
    expect(denies(spec, "a".repeat(20_000))).toBe(false);
  });
});

describe("denied paths", () => {
  const denies = (rule: string, use: "read" | "edit", path: string) =>
    ruleDeniesPath([rule], use, path) === rule;

  test("a name without a slash holds at any depth", () => {
    expect(denies("Read(.env)", "read", ".env")).toBe(true);
    expect(denies("Read(.env)", "read", "apps/web/.env")).toBe(true);
    expect(denies("Read(.env)", "read", ".env.local")).toBe(false);
    expect(denies("Read(.env*)", "read", "a/.env.local")).toBe(true);
  });
  test("a pattern with a slash starts at the project's root", () => {
    expect(denies("Edit(src/**)", "edit", "src/a/b.ts")).toBe(true);
    expect(denies("Edit(src/**)", "edit", "lib/src/a.ts")).toBe(false);
    expect(denies("Edit(/top.txt)", "edit", "a/top.txt")).toBe(false);
    expect(denies("Edit(**/gen/*.ts)", "edit", "a/gen/x.ts")).toBe(true);
  });
  test("a directory covers what is in it, dot files too", () => {
    expect(denies("Edit(.git/**)", "edit", ".git/hooks/pre-commit")).toBe(true);
    expect(denies("Edit(secrets/)", "edit", "a/secrets/.key")).toBe(true);
    expect(denies("Edit(secrets)", "edit", "secrets/x")).toBe(true);
    expect(denies("Edit(secrets/)", "edit", "secrets")).toBe(false);
  });
  test("a denied read also denies the edit, not the other way round", () => {
    expect(denies("Read(.env)", "edit", ".env")).toBe(true);
    expect(denies("Edit(.env)", "read", ".env")).toBe(false);
  });
  test("Write means the same as Edit for a path", () =>
    expect(denies("Write(src/**)", "edit", "src/a")).toBe(true));
  test("a bare Write takes away the tool alone, a bare Edit or Read every edit", () => {
    expect(denies("Write", "edit", "a")).toBe(false);
    expect(denies("Edit", "edit", "a")).toBe(true);
    expect(denies("Read", "edit", "a")).toBe(true);
  });
  test("a leading ! or # is a character, not an operator", () => {
    expect(denies("Read(!src/x)", "read", "y")).toBe(false);
    expect(denies("Read(#x)", "read", "#x")).toBe(true);
  });
});

describe("ask and allow", () => {
  test("an allowed Edit implies reading, an allowed Read does not imply editing", () => {
    expect(ruleForPath(["Edit(src/**)"], "read", "src/a")).toBe("Edit(src/**)");
    expect(ruleForPath(["Read(src/**)"], "edit", "src/a")).toBeNull();
  });
  test("an allowed command is taken literally: no reordering of flags, no other directory", () => {
    expect(ruleForCommand(["Bash(npm test)"], " npm test ")).toBe("Bash(npm test)");
    expect(ruleForCommand(["Bash(npm test)"], "npm test -- x")).toBeNull();
    expect(ruleForCommand(["Bash(npm test)"], "/tmp/npm test")).toBeNull();
    expect(ruleForCommand(["Bash(npm run *)"], "npm run build")).toBe("Bash(npm run *)");
  });
});
