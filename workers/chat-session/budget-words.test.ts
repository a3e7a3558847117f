import { expect, test } from "vitest";
import { budgetWords } from "./budget-words.ts";

const facts = {
  kind: "monthly_budget_micro_usd",
  source: "role",
  resets_at: "2026-11-30T15:00:00.000Z",
};

test("what is used up is said to be, with the figures and the reset (U-092)", () => {
  expect(budgetWords({ ...facts, limit: 800_000, used: 800_000 }, "en", true)).toBe(
    "Paused: your monthly budget is used up ($0.80 of $0.80; resumes on 2026-12-01)",
  );
});

test("a call that only does not fit what is left is no budget used up", () => {
  const said = budgetWords(
    { ...facts, limit: 800_000, used: 749_999, needed: 120_001 },
    "en",
    true,
  );
  expect(said).toMatch(
    /^The next call needs at least \$0\.13, but only \$0\.05 of this month's \$0\.80/,
  );
  expect(said).toContain("2026-12-01");
  expect(said).toContain("A new chat, /compact or a cheaper model may still fit");
  const inJapanese = budgetWords(
    { ...facts, limit: 800_000, used: 749_999, needed: 120_001 },
    "ja",
    true,
  );
  expect(inJapanese).toContain("少なくとも $0.13 が必要");
  expect(inJapanese).not.toContain("達した");
});

test.each([[undefined], [500_000]])(
  "a key's own budget is its own: more for the person does not help (needed %s)",
  (needed) => {
    const own = {
      ...facts,
      source: "key",
      limit: 1_000_000,
      used: needed ? 900_000 : 1_000_000,
      needed,
    };
    const [en, ja] = [budgetWords(own, "en", true), budgetWords(own, "ja", true)];
    expect(en).toMatch(/this (API )?key's/);
    expect(en).toMatch(/change the key's limit under Account/i);
    expect(`${en}${ja}`).not.toMatch(/your monthly|larger budget|増額/);
    expect(ja).toContain("この API キー");
  },
);

test("what speaks of no budget says nothing", () => {
  expect(budgetWords({ retry_after: 3 }, "en", true)).toBeNull();
});

test("who can ask nobody for more is not told to", () => {
  const short = { ...facts, limit: 800_000, used: 700_000, needed: 200_000 };
  expect(budgetWords(short, "en", true)).toContain("request a larger budget");
  expect(budgetWords(short, "en", false)).not.toContain("request");
  expect(budgetWords(short, "ja", false)).not.toContain("申請");
});
