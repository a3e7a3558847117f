import { afterEach, beforeEach, expect, test } from "vitest";
import { setLanguage } from "../i18n/language.ts";
import { noticeText } from "./notice-words.ts";

beforeEach(() => setLanguage("en"));
afterEach(() => setLanguage("ja"));

const notice = (kind: "budget_warning" | "budget_exhausted", spent_micro_usd: number) =>
  noticeText({
    id: "00000000-0000-4000-8000-000000000000",
    kind,
    severity: "warning",
    data: { spent_micro_usd, budget_micro_usd: 14_596, percent: 86 },
    link: null,
    created_at: "2026-11-22T00:00:00.000Z",
    read_at: null,
  });

test("a notice about a small budget does not contradict itself (U-097)", () => {
  expect(notice("budget_warning", 12_596)).toContain(
    "86% of your monthly budget ($0.0126 of $0.0146)",
  );
  expect(notice("budget_exhausted", 13_878)).toContain("($0.000718 of $0.0146)");
});
