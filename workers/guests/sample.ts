/** The files of the demo project: small, whole, and with one fault worth finding. */
export const sampleName = "Demo";

const readme = `# 営業時間 / Opening hours

店の営業時間を判定する小さなライブラリーです。A small library that says whether a shop is open.

- \`src/hours.ts\`: 判定 / the decision
- \`src/hours.test.ts\`: 規則 / its rules

\`\`\`
node --test
\`\`\`

深夜0時をまたぐ営業（例: 18:00–02:00）はまだ正しく判定できません。
Hours that pass midnight (18:00–02:00) are not decided correctly yet.
`;

const hours = `/** Minutes since midnight. */
export interface Hours {
  readonly opens: number;
  readonly closes: number;
}

/** "9:30" → 570. Throws on anything that is no time of day. */
export function parseTime(text: string): number {
  const match = /^(\\d{1,2}):(\\d{2})$/.exec(text);
  const [hour, minute] = [Number(match?.[1]), Number(match?.[2])];
  if (!(hour < 24 && minute < 60)) throw new RangeError(\`not a time of day: \${text}\`);
  return hour * 60 + minute;
}

/** "9:30-18:00" */
export function parseHours(text: string): Hours {
  const [opens = "", closes = ""] = text.split("-");
  return { opens: parseTime(opens.trim()), closes: parseTime(closes.trim()) };
}

export const isOpen = ({ opens, closes }: Hours, at: number): boolean => opens <= at && at < closes;
`;

const test = `import assert from "node:assert/strict";
import { test } from "node:test";
import { isOpen, parseHours, parseTime } from "./hours.ts";

test("a time of day is minutes since midnight", () => {
  assert.equal(parseTime("9:30"), 570);
  assert.throws(() => parseTime("24:00"), RangeError);
});

test("a shop is open from the first minute and closed at the last", () => {
  const hours = parseHours("9:30-18:00");
  assert.equal(isOpen(hours, parseTime("9:29")), false);
  assert.equal(isOpen(hours, parseTime("9:30")), true);
  assert.equal(isOpen(hours, parseTime("18:00")), false);
});

test("a shop that closes after midnight is open at one", { todo: true }, () => {
  assert.equal(isOpen(parseHours("18:00-2:00"), parseTime("1:00")), true);
});
`;

const manifest = `{
  "name": "opening-hours",
  "private": true,
  "type": "module",
  "scripts": { "test": "node --test" }
}
`;

export const sampleFiles: readonly (readonly [path: string, text: string])[] = [
  ["README.md", readme],
  ["package.json", manifest],
  ["src/hours.ts", hours],
  ["src/hours.test.ts", test],
];
