import { describe, expect, test } from "vitest";
import type { UserSummary } from "#contract/admin-user";
import { setLanguage } from "../../i18n/language.ts";
import { peopleColumns } from "./columns.tsx";
import { fromTyped, limitText, toTyped } from "./limit-units.ts";
import { draftOf, limitsOf, rebase } from "./limits-draft.ts";
import { actionsFor } from "./person-actions.ts";
import { filtersAre, noFilters, peopleQuery } from "./query.ts";
import { readQuery } from "../parts/url-query.ts";

const person = (over: Partial<UserSummary> = {}) =>
  ({
    id: "1",
    status: "active",
    role: "user",
    elevated_until: null,
    second_factors: [],
    ...over,
  }) as UserSummary;
const names = (over: Partial<UserSummary>, me = "me") =>
  actionsFor(person(over), me).map((action) => action.name);

describe("what can be done to a person", () => {
  test("fits their state", () => {
    expect(names({ status: "deleted" })).toEqual(["restore"]);
    expect(names({ status: "locked" })).toContain("unlock");
    expect(names({ status: "suspended" })).toContain("enable");
    expect(names({ status: "invited" })).toContain("invite-again");
    expect(names({})).not.toContain("enable");
    expect(names({})).not.toContain("reset-factor");
    expect(names({ second_factors: ["totp"] })).toContain("reset-factor");
  });

  test("is to oneself only what locks nobody out", () => {
    expect(names({ id: "me", role: "admin" })).toEqual(["sign-out"]);
  });

  test("is decided by the role itself, not by an elevation that lapses", () => {
    const elevated = { role: "admin", elevated_until: "2026-03-01T00:00:00.000Z" } as const;
    expect(names(elevated)).toContain("make-admin");
    expect(names({ role: "admin" })).toContain("make-user");
  });
});

describe("limits as they are typed", () => {
  test("are dollars, megabytes or whole numbers", () => {
    expect(fromTyped("monthly_budget_micro_usd", "12.5")).toBe(12_500_000);
    expect(fromTyped("monthly_budget_micro_usd", "1,000")).toBe(1_000_000_000);
    expect(fromTyped("storage_bytes", "1.5")).toBe(1_572_864);
    expect(fromTyped("calls_per_day", "7")).toBe(7);
    for (const wrong of ["", "-1", "1.5", "1e3", "７"]) {
      expect(fromTyped("calls_per_day", wrong), wrong).toBeNull();
    }
  });

  test("come back as they went", () => {
    for (const text of ["0.000001", "12.5", "999999999"]) {
      const value = fromTyped("monthly_budget_micro_usd", text);
      expect(toTyped("monthly_budget_micro_usd", value!)).toBe(text);
    }
  });

  test("null is no limit, absence the role's", () => {
    setLanguage("en");
    const custom = { calls_per_day: 7, storage_bytes: null };
    expect(limitsOf(draftOf(custom))).toEqual(custom);
    expect(limitText("storage_bytes", null)).toBe("No limit");
    const draft = { ...draftOf({}), connections: { mode: "own", text: "x" } } as const;
    expect(limitsOf(draft)).toBeNull();
  });

  test("what was begun stays where somebody else changes another limit", () => {
    const before = draftOf({ calls_per_day: 7 });
    const begun = { ...before, connections: { mode: "own", text: "2" } } as const;
    const now = draftOf({ calls_per_day: 9, connections: 1 });
    expect(limitsOf(rebase(begun, before, now))).toEqual({ calls_per_day: 9, connections: 2 });
  });
});

test("a figure is pressed when the list shows exactly what it counts", () => {
  const at = (address: string) => {
    const search = new URLSearchParams(address);
    return readQuery(peopleQuery, (key) => search.get(key) ?? undefined);
  };
  expect(filtersAre(at("page=2&sort_by=name"), {})).toBe(true);
  expect(filtersAre(at("role=admin"), { role: "admin" })).toBe(true);
  expect(filtersAre(at("role=admin&q=x"), { role: "admin" })).toBe(false);
  expect(filtersAre(at("custom_limits=true"), noFilters)).toBe(false);
});

test("no head of the list is longer than its table has room for beside the menu at 1440 pixels", () => {
  for (const language of ["ja", "en"] as const) {
    setLanguage(language);
    for (const { label } of peopleColumns()) expect(label.length, label).toBeLessThanOrEqual(16);
  }
});
