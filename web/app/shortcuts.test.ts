import { describe, expect, test } from "vitest";
import { matching, score } from "./palette-match.ts";
import { shortcutOf } from "./shortcuts.ts";

const key = (part: Partial<Parameters<typeof shortcutOf>[0]>) => ({
  code: "",
  key: "",
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...part,
});

describe("keys (T-40)", () => {
  test.each([
    [{ code: "KeyS", ctrlKey: true }, "save"],
    [{ code: "KeyS", metaKey: true }, "save"],
    [{ code: "KeyN", altKey: true }, "newSession"],
    [{ code: "KeyN", altKey: true, key: "˜" }, "newSession"],
    [{ code: "KeyB", ctrlKey: true }, "tree"],
    [{ code: "KeyK", ctrlKey: true }, "palette"],
    [{ code: "ArrowRight", ctrlKey: true, altKey: true }, "nextSession"],
    [{ code: "KeyP", ctrlKey: true, shiftKey: true }, null],
    [{ code: "KeyA", key: "a" }, null],
  ])("%o means %s", (event, command) => {
    expect(shortcutOf(key(event), true)).toBe(command);
  });

  test("? is help, but a character while typing", () => {
    expect(shortcutOf(key({ key: "?" }), false)).toBe("help");
    expect(shortcutOf(key({ key: "?" }), true)).toBeNull();
  });
});

describe("the palette", () => {
  const commands = ["New session", "Open file: src/sessions.ts", "Save now"].map((label) => ({
    label,
    run: () => {},
  }));

  test("letters in order find a command, the closest first", () => {
    expect(matching(commands, "nses").map((command) => command.label)[0]).toBe("New session");
    expect(matching(commands, "zz")).toEqual([]);
    expect(score("Save now", "wons")).toBeNull();
  });

  test("nothing typed offers everything in its order", () => {
    expect(matching(commands, "").map((command) => command.label)[2]).toBe("Save now");
  });
});
