import { beforeEach, describe, expect, test } from "vitest";
import type { Announcement } from "#contract/announcement";
import { setTimeZone } from "../../i18n/format.ts";
import { setLanguage } from "../../i18n/language.ts";
import { draftOf as alertDraft, toInput as alertInput, usualOf } from "./alert-draft.ts";
import { isSilenced, ruleText, valueText } from "./alert-words.ts";
import { draftOf, endsEarly, isReady, mark, toInput } from "./announcement-draft.ts";
import { insertVariable } from "./template-draft.ts";

beforeEach(() => {
  setLanguage("en");
  setTimeZone("Asia/Tokyo");
});

describe("an announcement's form", () => {
  const stored = {
    title: "News",
    content: "text",
    announcement_type: "INFO",
    priority: 3,
    start_at: "2026-03-01T00:00:12.345Z",
    end_at: "2026-03-02T00:00:00.000Z",
    is_active: true,
    target_roles: ["user"],
  } as Announcement;

  test("shows times in the reader's zone, and sends what was not touched to the millisecond", () => {
    const draft = draftOf(stored);
    expect([draft.start, draft.end]).toEqual(["2026-03-01T09:00", "2026-03-02T09:00"]);
    expect(toInput(draft, stored)).toMatchObject({
      start_at: stored.start_at,
      end_at: stored.end_at,
    });
    const moved = toInput({ ...draft, start: "2026-03-01T10:30", end: "" }, stored);
    expect(moved).toMatchObject({ start_at: "2026-03-01T01:30:00.000Z", end_at: null });
  });

  test("is not sent while it ends before it begins, or says nothing", () => {
    const draft = draftOf(stored);
    expect(isReady(draft)).toBe(true);
    expect(endsEarly({ ...draft, end: draft.start })).toBe(true);
    expect(isReady({ ...draft, end: draft.start })).toBe(false);
    expect(isReady({ ...draft, content: " " })).toBe(false);
    expect(isReady({ ...draft, start: "" })).toBe(false);
  });

  test("its buttons mark what is selected", () => {
    expect(mark("a word", [2, 6], "bold")).toEqual({ text: "a **word**", selection: [4, 8] });
    expect(mark("one\ntwo", [4, 7], "bullets").text).toBe("one\n- two");
    expect(mark("see here", [4, 8], "link")).toEqual({
      text: "see [here](https://)",
      selection: [19, 19],
    });
  });
});

test("a variable goes where the cursor is, in place of what is selected", () => {
  expect(insertVariable("Hi you!", [3, 6], "name")).toEqual({ text: "Hi {{name}}!", cursor: 11 });
});

describe("an alert's form", () => {
  test("begins with the condition's usual threshold, window and unit", () => {
    const draft = { ...alertDraft(null), name: "Gone", ...usualOf("INACTIVE_USERS") };
    expect(draft.window).toBe("90");
    expect(alertInput(draft)).toMatchObject({
      threshold: { value: 100, unit: "users", window_minutes: 90 * 1440 },
      comparison_operator: "GTE",
    });
    expect(alertInput({ ...draft, ...usualOf("BUDGET") })?.threshold.window_minutes).toBe(0);
  });

  test.each([
    ["no name", { name: " " }],
    ["no number", { value: "many" }],
    ["less than nothing", { value: "-1" }],
    ["a share no reading passes", { value: "100" }],
    ["a share every reading passes", { operator: "GTE" as const, value: "0" }],
    ["half a millisecond", { ...usualOf("LATENCY_P95"), value: "0.5" }],
    ["a window the condition does not have", { window: "61" }],
    ["half a minute", { pending: "0.5" }],
  ])("is not sent with %s", (_what, patch) => {
    expect(alertInput({ ...alertDraft(null), name: "Errors", ...patch })).toBeNull();
  });
});

test("a threshold and a value say their unit", () => {
  const threshold = { value: 5, unit: "percent", window_minutes: 5 };
  const alert = { threshold, comparison_operator: "GT", pending_minutes: 0 } as const;
  expect(ruleText(alert)).toBe("> 5% · over 5 min");
  expect(valueText(1234.56, "usd")).toBe("$1,234.56");
  expect(valueText(0.01, "percent")).toBe("0.01%");
  expect(valueText(99.95, "percent")).toBe("99.95%");
  expect(valueText(0.05, "gigabytes")).toBe("0.05 GB");
  expect(valueText(0.0004, "gigabytes")).toBe("0.0004 GB");
  expect(valueText(0, "percent")).toBe("0%");
  expect(valueText(null, "usd")).toBe("–");
  expect(valueText(250, "milliseconds")).toBe("250 ms");
  expect(valueText(5.0004, "percent", 5)).toBe("5.0004%");
});

test("an alert that waits says for how long", () => {
  const threshold = { value: 1000, unit: "usd", window_minutes: 0 };
  const alert = { threshold, comparison_operator: "GTE", pending_minutes: 5 } as const;
  expect(ruleText(alert)).toBe("≥ $1,000 · for 5 min");
  setLanguage("ja");
  expect(ruleText({ ...alert, threshold: { ...threshold, window_minutes: 2 } })).toBe(
    "≥ $1,000 · 直近2分間 · 5分間継続",
  );
});

test("a silence that is over is none", () => {
  const until = "2026-03-01T00:00:00.000Z";
  expect(isSilenced({ silenced_until: until }, Date.parse(until) - 1)).toBe(true);
  expect(isSilenced({ silenced_until: until }, Date.parse(until))).toBe(false);
});
