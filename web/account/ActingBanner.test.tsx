import { cleanup, render, screen } from "@solidjs/testing-library";
import { afterEach, expect, test, vi } from "vitest";
import type { Me } from "#contract/auth";
import { language, setLanguage } from "../i18n/language.ts";
import { ActingBanner } from "./ActingBanner.tsx";

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** The banner of an hour that ends in so many minutes, with what it called and where it led. */
function show(minutes: number) {
  vi.useFakeTimers();
  const calls: string[] = [];
  const led: string[] = [];
  vi.stubGlobal("fetch", async (address: string) => {
    calls.push(address);
    return new Response(null, { status: 204 });
  });
  vi.stubGlobal("location", { assign: (address: string) => void led.push(address) });
  const until = new Date(Date.now() + minutes * 60_000).toISOString();
  const person = { id: "someone", name: "Hana" } as Me;
  render(() => <ActingBanner person={person} until={until} />);
  return { calls, led };
}

test("at its hour the page of somebody else is left, so that nobody goes on as themselves unseen (T-24)", async () => {
  const { calls, led } = show(60);
  await vi.advanceTimersByTimeAsync(59 * 60_000);
  expect(led).toEqual([]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(calls).toEqual([expect.stringContaining("/admin/impersonate/end")]);
  expect(led).toEqual(["/admin/users/someone"]);
});

test("the way out is in the administrator's language, and the screen in the person's until it ends", async () => {
  const { adoptPreferences } = await import("../app/preferences.ts");
  setLanguage("en");
  const acting = { id: "admin", name: "Admin", until: new Date().toISOString(), reason: "case 42" };
  adoptPreferences({ language: "ja", theme: "system", time_zone: "Asia/Tokyo", acting } as Me);
  show(60);
  expect(language()).toBe("ja");
  expect(screen.getByText("You are acting as Hana.")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Stop impersonating" })).toBeTruthy();
  expect(localStorage.getItem("engawa.language")).toBe("en");
});

test("a clock that goes wrong ends nothing at once", async () => {
  const { led } = show(-5);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(led).toEqual([]);
});
