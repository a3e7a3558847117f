import { cleanup, fireEvent, render, screen, within } from "@solidjs/testing-library";
import { afterEach, expect, test, vi } from "vitest";
import type { ApiKeyInfo } from "#contract/api-key";
import { setLanguage } from "../../i18n/language.ts";
import { limitsChange } from "./key-input.ts";
import { KeyLimits } from "./KeyLimits.tsx";
import { KeysPage } from "./KeysPage.tsx";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test("a key says what it used itself, not what its owner did", async () => {
  setLanguage("en");
  const calls = { kind: "calls_per_day", source: "key", resets_at: null } as const;
  vi.stubGlobal("fetch", async () =>
    Response.json({
      limits: [{ ...calls, source: "role", used: 77, limit: 500 }],
      key_limits: [{ ...calls, used: 0, limit: 5000 }],
    }),
  );
  const key = { id: "k1", status: "active", limits: { calls_per_day: 5000 } } as ApiKeyInfo;
  render(() => <KeyLimits apiKey={key} />);
  await screen.findByText("Calls per day: 0 of 5,000");
  expect(screen.queryByText(/77/)).toBeNull();
});

test("all keys are revoked with one press, after how many of them still work was said", async () => {
  setLanguage("en");
  const key = (id: string, status: ApiKeyInfo["status"]): ApiKeyInfo => ({
    id,
    name: `key ${id}`,
    hint: "sk_live_…abcd",
    permissions: ["read"],
    allowed_addresses: [],
    limits: {},
    created_at: "2026-01-01T00:00:00.000Z",
    expires_at: null,
    last_used_at: null,
    last_used_ip: null,
    status,
  });
  let items = [key("a", "active"), key("b", "revoked"), key("c", "active"), key("d", "expired")];
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (address: string, { method }: RequestInit) => {
    if (method !== "DELETE") return Response.json({ items, max_days: 365 });
    asked.push(address);
    items = items.map((one) => ({ ...one, status: "revoked" }));
    return Response.json({ revoked: 2 });
  });
  render(() => <KeysPage />);
  const revokeAll = { name: "Revoke all" };
  fireEvent.click(await screen.findByRole("button", revokeAll));
  const title = { name: "Revoke all your API keys?" };
  const question = await screen.findByRole("dialog", title, { timeout: 5000 });
  within(question).getByText(/^2 keys stop working immediately/);
  expect(asked).toEqual([]);
  fireEvent.click(within(question).getByRole("button", revokeAll));
  await vi.waitFor(() => expect(asked).toEqual(["/api/v1/auth/api-keys"]));
  // With none left to revoke, nothing offers it.
  await vi.waitFor(() => expect(screen.queryByRole("button", revokeAll)).toBeNull());
});

test("a key's limits are changed beside it: what is emptied is none, what stays is not named", async () => {
  setLanguage("en");
  const key: ApiKeyInfo = {
    id: "k1",
    name: "CI",
    hint: "sk_live_…abcd",
    permissions: ["read"],
    allowed_addresses: [],
    limits: { calls_per_day: 5, monthly_budget_micro_usd: 2_500_000 },
    created_at: "2026-01-01T00:00:00.000Z",
    expires_at: null,
    last_used_at: null,
    last_used_ip: null,
    status: "active",
  };
  const sent: unknown[] = [];
  vi.stubGlobal("fetch", async (address: string, { method, body }: RequestInit) => {
    if (method === "PATCH") {
      sent.push(address, JSON.parse(String(body)));
      return Response.json(key);
    }
    if (address.includes("usage")) return Response.json({ limits: [], key_limits: [] });
    return Response.json({ items: [key], max_days: 365 });
  });
  render(() => <KeysPage />);
  fireEvent.click(await screen.findByRole("button", { name: "CI: Change" }));
  const dialog = within(await screen.findByRole("dialog", undefined, { timeout: 5000 }));
  const budget = dialog.getByLabelText<HTMLInputElement>("Monthly budget (US dollars)");
  expect(budget.value).toBe("2.5");
  fireEvent.input(budget, { target: { value: "" } });
  fireEvent.submit(dialog.getByRole("button", { name: "Change" }).closest("form")!);
  await vi.waitFor(() =>
    expect(sent).toEqual([
      "/api/v1/auth/api-keys/k1",
      { name: "CI", limits: { monthly_budget_micro_usd: null } },
    ]),
  );
  expect(limitsChange({ calls_per_day: 5 }, { calls: "20", budget: "" })).toEqual({
    calls_per_day: 20,
  });
});
