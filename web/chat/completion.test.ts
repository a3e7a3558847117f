import { describe, expect, test } from "vitest";
import { nextSentences } from "./announce.ts";
import { complete, fillPrompt, matchFiles, triggerAt } from "./completion.ts";

describe("completion", () => {
  test("a slash completes commands only at the very start", () => {
    expect(triggerAt("/com", 4)).toEqual({ kind: "command", query: "com", from: 0, to: 4 });
    expect(triggerAt("see a/b", 7)).toBeNull();
    expect(triggerAt("/model sonnet", 13)).toBeNull();
  });

  test("an at sign completes files where a word begins, not inside an address", () => {
    expect(triggerAt("look at @src/a", 14)).toMatchObject({
      kind: "file",
      query: "src/a",
      from: 8,
    });
    expect(triggerAt("これは、@main", 9)).toMatchObject({ kind: "file", query: "main" });
    expect(triggerAt("mail a@b", 8)).toBeNull();
  });

  test("the choice replaces what was typed and leaves one space", () => {
    const trigger = triggerAt("fix @ma now", 7)!;
    expect(complete("fix @ma now", trigger, "src/main.py")).toEqual({
      text: "fix @src/main.py now",
      caret: 17,
    });
  });

  test("files match by name first, then by path, then by letters in order", () => {
    const paths = ["docs/app/x.md", "src/a-p-p.ts", "src/app.ts", "src/my-app.ts", "b.ts"];
    expect(matchFiles(paths, "app")).toEqual([
      "src/app.ts",
      "src/my-app.ts",
      "docs/app/x.md",
      "src/a-p-p.ts",
    ]);
  });
});

describe("announcing streamed text", () => {
  test("waits for the end of a sentence, in both languages", () => {
    expect(nextSentences("One. Tw", 0, false)).toEqual({ spoken: "One.", end: 4 });
    expect(nextSentences("これは。次", 0, false)).toEqual({ spoken: "これは。", end: 4 });
    expect(nextSentences("see a.ts", 0, false).spoken).toBe("");
  });

  test("says the rest when the message has ended, without code and marks", () => {
    expect(nextSentences("One. **Two** `x`\n```\ncode\n```", 4, true).spoken).toBe("Two x");
  });
});

describe("a prompt template", () => {
  const trigger = { kind: "command", query: "rev", from: 0, to: 4 } as const;

  test("stands in for what was typed, with its first variable marked", () => {
    const done = fillPrompt("/rev", trigger, "Review {{file}} for {{what}}.");
    expect(done.text).toBe("Review {{file}} for {{what}}.");
    expect(done.text.slice(done.from, done.to)).toBe("{{file}}");
  });

  test("without a variable leaves the caret at its end, and what follows in place", () => {
    expect(fillPrompt("/rev now", trigger, "Go.")).toEqual({ text: "Go. now", from: 3, to: 3 });
  });
});
