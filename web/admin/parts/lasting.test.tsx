import { MemoryRouter, Route } from "@solidjs/router";
import { cleanup, render, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { AccessRequest } from "#contract/access-request";
import type { AnyLogin, AnyViolation, Finding } from "#contract/admin-security";
import type { Me } from "#contract/auth";
import { setMe } from "../../app/session.ts";
import { setLanguage } from "../../i18n/language.ts";
import { ResealFrom } from "../audit/ResealFrom.tsx";
import { outlastsDay } from "../settings/setting-draft.ts";
import type { MenuAction } from "../../ui/menu-item.ts";
import { WaitingRequest } from "../requests/WaitingRequest.tsx";
import { loginColumns } from "../security/columns.tsx";
import { judging } from "../security/FindingsTab.tsx";
import { askingEntry } from "../security/ViolationsTab.tsx";
import { actionEntry } from "../people/action-entry.ts";
import { endFault, lastingEntry } from "./lasting.ts";
import { hana } from "../../testing/person.ts";

const admin = { ...hana, role: "admin" as const };
const forADay: Me = { ...admin, role_until: "2099-01-01T00:00:00.000Z" };
const entry = { label: "Delete", run: () => {} };

beforeEach(() => setLanguage("en"));
afterEach(() => {
  cleanup();
  setMe(null);
});

test("what is not for an administrator for a day is switched off, and says why (U-140)", () => {
  setMe(forADay);
  render(() => <ResealFrom seq={7} onDone={() => {}} />);
  const button = screen.getByRole<HTMLButtonElement>("button");
  expect([button.disabled, button.title]).toEqual([
    true,
    "Not possible with temporary administrator access.",
  ]);
  expect(lastingEntry(entry)).toMatchObject({ disabled: true, note: button.title });
  setMe(admin);
  expect([button.disabled, button.title]).toEqual([false, ""]);
  expect(lastingEntry(entry)).toBe(entry);
});

test("they do nothing to a lasting administrator, and make nobody one", () => {
  setMe(forADay);
  const person = (role: "user" | "admin", elevated_until: string | null) => ({
    id: `${role} ${elevated_until}`,
    role,
    elevated_until,
  });
  const isOff = (
    who: Parameters<typeof actionEntry>[0],
    name: "lock" | "make-admin" | "enable" | "restore",
  ) => actionEntry(who, { name, stepUp: false }, entry).disabled === true;
  const people = [
    person("user", null),
    person("admin", "2099-01-01T00:00:00.000Z"),
    person("admin", null),
  ];
  expect(people.map((one) => isOff(one, "lock"))).toEqual([false, false, true]);
  expect(people.map((one) => isOff(one, "make-admin"))).toEqual([true, true, true]);
  const stopped = (dismissed_at: string | null) => {
    const what = { id: "1", kind: "threat", step: 3, detail: "", created_at: "", dismissed_at };
    return { ...person("user", null), violations: [what] };
  };
  const opened = (dismissed_at: string | null) =>
    (["lock", "enable", "restore"] as const).map((name) => isOff(stopped(dismissed_at), name));
  expect([opened(null), opened("2026-01-01T00:00:00.000Z")]).toEqual([
    [false, true, true],
    [false, false, false],
  ]);
});

test("they end nobody's sign-in who is a lasting administrator, and it says why", () => {
  setMe(forADay);
  const login = (role: "user" | "admin") =>
    ({ is_active: true, current: false, user: { id: role, name: role, role } }) as AnyLogin;
  const cell = loginColumns(() => {}).find(({ key }) => key === "terminate")?.cell;
  render(() => [cell?.(login("admin")), cell?.(login("user"))]);
  const states = screen.getAllByRole<HTMLButtonElement>("button").map((one) => one.disabled);
  expect(states).toEqual([true, false]);
  screen.getByTitle("Not possible with temporary administrator access.");
});

test("they judge no request, violation or finding of a lasting administrator, nor what is found of themselves", () => {
  setMe(forADay);
  const of = (role: "user" | "admin", id = role as string) => ({ id, name: role, email: "", role });
  const isOff = ({ disabled }: MenuAction) => disabled === true;
  const found = (user: Finding["user"]) => judging({ user } as Finding, entry);
  const people = [of("admin"), of("user"), of("user", forADay.id)];
  expect(people.map((user) => isOff(found(user)))).toEqual([true, false, true]);
  expect(isOff(found(null))).toBe(false);
  const violated = (user: AnyViolation["user"]) =>
    askingEntry({ user } as AnyViolation, "notViolation", () => {});
  expect(people.map((user) => isOff(violated(user)))).toEqual([true, false, false]);
  const waits = (role: "user" | "admin", kind: "budget" | "elevation") => {
    const request = { kind, user: of(role), created_at: "2026-03-02T00:00:00Z" } as AccessRequest;
    const nothing = () => {};
    render(() => (
      <MemoryRouter>
        <Route
          path="*"
          component={() => (
            <WaitingRequest request={request} onApprove={nothing} onReject={nothing} />
          )}
        />
      </MemoryRouter>
    ));
    const off = screen.getAllByRole<HTMLButtonElement>("button").map((one) => one.disabled);
    cleanup();
    return off;
  };
  expect(waits("admin", "budget")).toEqual([true, true]);
  expect(waits("user", "budget")).toEqual([false, false]);
  expect(waits("user", "elevation")).toEqual([false, true]);
});

test("what they announce or plan ends with their day, and of closing the site they do all but shut administrators out", () => {
  setMe({ ...admin, role_until: "2026-03-02T00:00:00.000Z" });
  const ends = [null, "2026-03-02T00:00:01.000Z", "2026-03-01T23:00:00.000Z"];
  expect(ends.map((end) => endFault(end) === undefined)).toEqual([false, false, true]);
  expect(endFault(null)).toMatch(/^Set an end no later than .*2026/);
  setMe(admin);
  expect(ends.map(endFault)).toEqual([undefined, undefined, undefined]);
  const group = "maintenance";
  expect(outlastsDay({ key: "allow_admin_access", group })).toBe(true);
  expect(outlastsDay({ key: "maintenance_mode", group })).toBe(false);
  expect(outlastsDay({ key: "max_file_size_mb", group: "files" })).toBe(true);
});
