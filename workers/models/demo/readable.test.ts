import { expect, test } from "vitest";
import { parseCommand } from "../../agent/commands.ts";
import { answer } from "./answer.ts";
import { readConversation } from "./conversation.ts";
import { readable } from "./readable.ts";

const request = (text: string) => ({
  model: "engawa-demo",
  max_tokens: 1000,
  messages: [{ role: "user" as const, content: text }],
});

const long = 100_000;
const hostile: Record<string, string> = {
  "one letter": "x".repeat(long),
  blanks: ` ${" ".repeat(long)}x`,
  backticks: "`".repeat(long),
  slashes: "/".repeat(long),
  "paths without an end": "a/".repeat(long / 2),
  digits: "1".repeat(long),
  "digits on lines": "1\n".repeat(long / 2),
  dots: "a.".repeat(long / 2),
  "words of underscores": "a_".repeat(long / 2),
  parentheses: "f(".repeat(long / 2),
  quotes: "\"'".repeat(long / 2),
  Japanese: "会話".repeat(long / 2),
  "the same wish": "summary of ".repeat(long / 11),
};

test.each(Object.entries(hostile))(
  "100,000 characters of %s are answered at once",
  (_name, text) => {
    const started = performance.now();
    answer(request(text));
    parseCommand(`/help ${text}`, [], "en");
    parseCommand(`/${text}`, [], "en");
    expect(performance.now() - started).toBeLessThan(250);
  },
);

test("a long paste keeps its beginning and its end, where errors stand", () => {
  const text = `Fix this:\n${"  at step\n".repeat(5000)}TypeError: no such thing`;
  const kept = readable(text);
  expect(kept.length).toBeLessThan(9000);
  expect(kept).toMatch(/^Fix this:[\s\S]*TypeError: no such thing$/);
});

test("the content of a file in a fence is kept to the letter, however long its lines", () => {
  const line = "y".repeat(5000);
  const { turn } = readConversation(request(`create a.txt\n\`\`\`\n${line}\n\`\`\``));
  expect(turn.fence).toBe(`${line}\n`);
});
