import { describe, expect, test } from "vitest";
import {
  compactionRequest,
  historyFromSummary,
  shortenResults,
  shouldCompact,
  summaryOf,
} from "./compaction.ts";
import type { MessageParam } from "./model.ts";
import { systemPrompt } from "./prompt.ts";
import { historyProblems, text } from "./testing/script.ts";

const facts = { project_name: "Shop", memory: "Use tabs.", mode: "default", role: "user" } as const;

describe("the system prompt", () => {
  test("the cached part is the same in every mode; only the last block differs", () => {
    const inMode = (mode: "default" | "plan") => systemPrompt({ ...facts, mode });
    expect(inMode("default").slice(0, -1)).toEqual(inMode("plan").slice(0, -1));
    expect(inMode("default").at(-1)).not.toEqual(inMode("plan").at(-1));
    expect(inMode("plan").at(-1)).not.toHaveProperty("cache_control");
  });
  test("every block before the last ends a cached prefix of an hour, at most three in all", () => {
    const cached = systemPrompt(facts).filter((block) => block.cache_control);
    expect(cached.map((block) => block.cache_control)).toEqual([
      { type: "ephemeral", ttl: "1h" },
      { type: "ephemeral", ttl: "1h" },
    ]);
  });
  test("CLAUDE.md has a block of its own, and a very long one is cut", () => {
    expect(systemPrompt(facts)[1]?.text).toContain("Use tabs.");
    const long = systemPrompt({ ...facts, memory: "x".repeat(100_000) })[1]?.text ?? "";
    expect(long.length).toBeLessThan(50_000);
    expect(systemPrompt({ ...facts, memory: " " })[1]?.text).not.toContain("CLAUDE.md");
  });
  test("no date or time stands in it", () =>
    expect(
      systemPrompt({ ...facts, memory: null })
        .map((block) => block.text)
        .join("\n"),
    ).not.toMatch(/\b20\d\d\b|\d:\d\d/));
  test("a guest is told that nothing can be changed", () =>
    expect(systemPrompt({ ...facts, role: "guest" }).at(-1)?.text).toContain("only read"));
});

describe("compaction", () => {
  const base = { model: "m", system: [], tools: [], max_tokens: 100, thinking: true };
  const history: MessageParam[] = [
    { role: "user", content: "begin" },
    { role: "assistant", content: [{ type: "tool_use", id: "1", name: "Read", input: {} }] },
    {
      role: "user",
      content: [{ type: "tool_result", tool_use_id: "1", content: "long ".repeat(10_000) }],
    },
  ];

  test("is due at 80 % of the context", () => {
    expect(shouldCompact(799, 1000)).toBe(false);
    expect(shouldCompact(800, 1000)).toBe(true);
  });
  test("asks with the same prefix, so that the cache is read, and a valid history", () => {
    const request = compactionRequest(base, history, { wish: "the names" });
    expect(request).toMatchObject(base);
    expect(request.messages.slice(0, 2)).toEqual([
      { role: "user", content: [{ type: "text", text: "begin" }] },
      history[1],
    ]);
    expect(historyProblems(request.messages)).toEqual([]);
    expect(JSON.stringify(request.messages.at(-1))).toContain("the names");
  });
  test("a conversation that is full already is shortened to ask", () => {
    const [, , results] = shortenResults(history);
    expect(JSON.stringify(results).length).toBeLessThan(3000);
    expect(JSON.stringify(compactionRequest(base, history, { full: true })).length).toBeLessThan(
      6000,
    );
  });
  test("the summary is what stands between its marks, or all, or nothing", () => {
    expect(summaryOf([text("ok <summary>\nthis\n</summary> bye")])).toBe("this");
    expect(summaryOf([text("<summary>cut off")])).toBe("cut off");
    expect(summaryOf([text("just this")])).toBe("just this");
    expect(summaryOf([])).toBeNull();
  });
  test("summary, plan, todos and the request in work go on as one message", () => {
    const todos = [
      { content: "a", activeForm: "", status: "completed" as const },
      { content: "b", activeForm: "", status: "in_progress" as const },
    ];
    const made = historyFromSummary({ summary: "S", plan: "P", todos, request: "R" });
    expect(historyProblems(made)).toEqual([]);
    for (const part of ["S", "P", "- [x] a", "- [~] b", "R"])
      expect(JSON.stringify(made)).toContain(part);
  });
});
