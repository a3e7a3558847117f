import { expect, test } from "vitest";
import { tokensOfPrompt, tokensOfText } from "./tokens.ts";

const english =
  "When somebody stops an answer, the text that had arrived by then stays in the conversation, " +
  "so that the model knows later what it had already said and does not begin again.";
const japanese =
  "ファイルを読んで要約してください。変更した点があれば、その理由も簡単に説明してください。";
const russian = "Остановленный ответ остаётся в разговоре, чтобы модель знала, что уже сказала.";

/** Tokens: about four characters of English, one and a tenth of Japanese, two of Russian. */
test.each([
  ["English", english, english.length / 4],
  ["Japanese", japanese, japanese.length / 1.1],
  ["Russian", russian, russian.length / 2],
])("%s prose is guessed high, and no more than half too high", (language, text, real) => {
  expect(tokensOfText(text)).toBeGreaterThanOrEqual(real);
  const most = language === "Russian" ? 2 : 1.5;
  expect(tokensOfText(text)).toBeLessThanOrEqual(real * most);
});

test.each([
  ["ids", "f47ac10b-58cc-4372-a567-0e02b2c3d479 ", 1.6],
  ["hashes", "9b74c9897bac770ffc029102a00c5de8", 1.6],
  ["Base64", "aGVsbG8gd29ybGQgZnJvbSB0aGUgb3RoZXI", 1.6],
  ["digits", "3141592653589793", 1],
  ["marks", "{[(<!@#%^&*|~`?;:,.'\"=+-/\\>)]}", 1],
  ["a word nobody knows", "x", 2.2],
  ["tabs and spaces by turns", "\t ", 1],
  ["emoji", "🦊🎏🍙", 0.5],
])("%s run together take few characters a token", (_what, dense, most) => {
  const text = dense.repeat(Math.ceil(400 / dense.length));
  expect(text.length / tokensOfText(text)).toBeLessThanOrEqual(most);
});

test("code is guessed on the high side, a rule of dashes is not", () => {
  const code = "export const isLower = (code: number) => code >= 97 && code <= 122;\n";
  expect(tokensOfText(code)).toBeGreaterThanOrEqual(code.length / 3);
  expect(tokensOfText("-".repeat(80))).toBeLessThanOrEqual(41);
});

test("what is counted once is not counted again", () => {
  const known = new WeakMap<object, number>();
  const content = [{ type: "text" as const, text: "x".repeat(300) }];
  const prompt = { system: [], tools: [], messages: [{ role: "user" as const, content }] };
  const first = tokensOfPrompt(prompt, known);
  content[0]!.text = "";
  expect(tokensOfPrompt(prompt, known)).toBe(first);
});
