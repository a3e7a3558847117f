import { expect, test } from "vitest";
import { budgetWords } from "./budget-words.ts";

const facts = {
  kind: "monthly_budget_micro_usd",
  source: "role",
  reserved: 0,
  resets_at: "2026-11-30T15:00:00.000Z",
};

test("what is used up is said to be, with the figures, the reset and whom to ask (U-092)", () => {
  expect(budgetWords({ ...facts, limit: 800_000, used: 800_000 }, "en", true)).toBe(
    "Paused: your monthly budget is used up ($0.80 of $0.80). It resets on 2026-12-01. You can request a larger budget under Account → Requests.",
  );
});

test("a call that only does not fit what is left is no budget used up", () => {
  const short = { ...facts, limit: 16_380_000, used: 16_230_000, needed: 170_001 };
  expect(budgetWords(short, "en", true)).toBe(
    "What is left of this month's budget, $0.15 of $16.38, doesn't cover the next call (at least $0.1701, reserved before it starts). You can request a larger budget under Account → Requests. The budget resets on 2026-12-01.",
  );
  expect(budgetWords(short, "ja", true)).toBe(
    "今月の予算 $16.38 の残り $0.15 では、次の呼び出しに足りません（少なくとも $0.1701 を先に確保します）。増額は、アカウントの「申請」から管理者に申請できます。予算は 2026-12-01 にリセットされます。",
  );
});

test("below a cent there are as many digits as it takes to be true", () => {
  const tiny = { ...facts, limit: 1000, used: 0, needed: 558_200 };
  expect(budgetWords(tiny, "en", true)).toMatch(/\$0\.001 of \$0\.001, .* \(at least \$0\.5582,/);
  const odd = { ...facts, limit: 1250, used: 1_016, needed: 1239 };
  expect(budgetWords(odd, "en", true)).toMatch(
    /\$0\.000234 of \$0\.00125, .* \(at least \$0\.001239,/,
  );
});

test("a small budget that is used up does not look like one that is not", () => {
  expect(budgetWords({ ...facts, limit: 14_596, used: 14_596 }, "en", false)).toContain(
    "($0.0146 of $0.0146)",
  );
});

test("what is left, what is needed and the mail have the same digits", () => {
  const short = { ...facts, limit: 100_000, used: 58_271, needed: 53_678 };
  const said = budgetWords(short, "en", false);
  expect(said).toMatch(/\$0\.04172 of \$0\.10, .* \(at least \$0\.05368,/);
  const close = budgetWords({ ...short, used: 46_323 }, "en", false);
  expect(close).toMatch(/\$0\.053677 of \$0\.10, .* \(at least \$0\.053678,/);
});

test("only ways out that there are get offered", () => {
  const short = { ...facts, limit: 800_000, used: 750_000, needed: 120_000 };
  const words = (ways_out: string[], language: "ja" | "en" = "en") =>
    budgetWords({ ...short, ways_out }, language, false);
  expect(words([])).not.toMatch(/new chat|cheaper|compact/);
  expect(words(["new_chat"])).toContain("What is left is enough for a new chat.");
  expect(words(["new_chat", "cheaper_model"])).toContain("for a new chat or a cheaper model.");
  expect(words(["new_chat"], "ja")).toContain("新しいチャットなら、まだ使えます。");
});

test("what is held for other work is neither spent nor left", () => {
  const held = { ...facts, limit: 1_000_000, used: 1_000_000, reserved: 400_000, needed: 100_000 };
  const said = budgetWords(held, "en", false);
  expect(said).toContain("$0.00 of $1.00, doesn't cover");
  expect(said).toContain("Another $0.40 is reserved for work in progress");
  expect(budgetWords({ ...held, needed: undefined, used: 1_400_000 }, "en", false)).toContain(
    "($1.00 of $1.00)",
  );
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
    expect(en).toContain("this API key's");
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
