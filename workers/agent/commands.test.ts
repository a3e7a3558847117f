import { describe, expect, test } from "vitest";
import { expandCommand, readCommand } from "./command-file.ts";
import { builtInNames, helpText, listCommands, parseCommand } from "./commands.ts";

const own = readCommand(
  ".claude/commands/front/Component.md",
  `---\ndescription: "Make a component"\nargument-hint: [name]\n---\nMake $1 like $2. All: $ARGUMENTS`,
)!;

describe("what a message is", () => {
  test.each(["hello", "/src/app.ts is broken", "1/2", "/ x", "a /help"])(
    "%s is a message",
    (words) => expect(parseCommand(words, [], "en")).toEqual({ kind: "none" }),
  );
  test("built-in commands are actions with arguments", () => {
    expect(parseCommand(" /model opus ", [], "en")).toEqual({
      kind: "action",
      name: "model",
      args: "opus",
    });
    expect(parseCommand("/COMPACT keep\nthe names", [], "ja")).toEqual({
      kind: "action",
      name: "compact",
      args: "keep\nthe names",
    });
  });
  test("/init and /review are prompts, in the language of the person", () => {
    expect(parseCommand("/init", [], "ja")).toMatchObject({
      kind: "prompt",
      text: expect.stringContaining("日本語") as string,
    });
    expect(parseCommand("/review src/a.ts", [], "en")).toMatchObject({
      text: expect.stringContaining("src/a.ts") as string,
    });
  });
  test("a project's command is expanded; an unknown one is named", () => {
    expect(parseCommand("/front:component Button 'Old Button'", [own], "en")).toEqual({
      kind: "prompt",
      name: "front:component",
      text: "Make Button like Old Button. All: Button 'Old Button'",
    });
    expect(parseCommand("/nope", [own], "en")).toEqual({ kind: "unknown", name: "nope" });
    expect(parseCommand("/constructor", [], "en")).toEqual({
      kind: "unknown",
      name: "constructor",
    });
  });
  test("a project cannot replace a built-in command", () => {
    const clear = readCommand(".claude/commands/clear.md", "Delete everything")!;
    expect(parseCommand("/clear", [clear], "en")).toMatchObject({ kind: "action" });
    expect(listCommands([clear], "en")).toHaveLength(builtInNames.length);
  });
});

describe("command files", () => {
  test("name from the path, description and hint from the front matter", () =>
    expect(own).toMatchObject({
      name: "front:component",
      description: "Make a component",
      hint: "[name]",
    }));
  test("without front matter the first line describes it", () =>
    expect(readCommand(".claude/commands/a.md", "# Do it\nnow")).toMatchObject({
      description: "Do it",
      hint: "",
    }));
  test("other paths, odd names and empty files are no commands", () => {
    expect(readCommand("src/a.md", "x")).toBeNull();
    expect(readCommand(".claude/commands/a.txt", "x")).toBeNull();
    expect(readCommand(".claude/commands/a b.md", "x")).toBeNull();
    expect(readCommand(".claude/commands/a.md", "---\ndescription: x\n---\n")).toBeNull();
  });
  test("what is put in is not looked at again", () =>
    expect(expandCommand("Say $1 and $2", "$2 $ARGUMENTS")).toBe("Say $2 and $ARGUMENTS"));
  test("arguments without a place follow at the end; amounts of money stay", () => {
    expect(expandCommand("Do it", "quickly")).toBe("Do it\n\nArguments: quickly");
    expect(expandCommand("It costs $100", "")).toBe("It costs $100");
  });
});

test.each(["ja", "en"] as const)(
  "help in %s lists every command with its description",
  (language) => {
    const help = helpText([own], language);
    for (const name of [...builtInNames, "front:component"]) expect(help).toContain(`/${name}`);
    for (const { description } of listCommands([], language)) expect(help).toContain(description);
  },
);
