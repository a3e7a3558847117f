import { cleanup, fireEvent, render, screen, within } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { verifyAudit } from "#contract/admin-audit";
import type { OutputOf } from "#contract/endpoint";
import { setLanguage } from "../../i18n/language.ts";
import { ChainCheck } from "./ChainCheck.tsx";

type Step = OutputOf<typeof verifyAudit>;

const whole: Step = {
  ok: true,
  checked: 9,
  erased: 0,
  purged: 0,
  anchor: null,
  broken_at: null,
  problem: null,
  next: null,
  head: { seq: 9, hash: "a".repeat(64), sealed_at: "2026-03-01T00:00:00.000Z" },
  unsealed: 0,
  resealed: [],
};

beforeEach(() => setLanguage("en"));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test("from a break one goes on with a reason, and the check that follows says so", async () => {
  const sent: unknown[] = [];
  const done = {
    at: "2026-03-02T00:00:00.000Z",
    broken_at: 7,
    problem: "missing",
    kept: 6,
  } as const;
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    if (!url.endsWith("/reseal")) {
      const broken: Partial<Step> = { ok: false, problem: "missing", broken_at: 7 };
      return Response.json({ ...whole, ...(sent.length === 0 ? broken : { resealed: [done] }) });
    }
    sent.push(JSON.parse(String(init.body)));
    return Response.json(done);
  });
  render(() => <ChainCheck />);
  fireEvent.click(screen.getByRole("button", { name: "Verify" }));
  fireEvent.click(await screen.findByRole("button", { name: "Reseal from here…" }));
  const dialog = within(await screen.findByRole("dialog"));
  const seal = () => dialog.getByRole<HTMLButtonElement>("button", { name: "Reseal" });
  expect(seal().disabled).toBe(true);
  fireEvent.input(dialog.getByLabelText(/^Reason/), { target: { value: "restored" } });
  fireEvent.click(seal());
  await screen.findByText("No tampering found");
  screen.getByText(/from record 7 on/);
  expect(sent).toEqual([{ broken_at: 7, reason: "restored" }]);
  expect(screen.queryByRole("dialog")).toBeNull();
});
