import { MemoryRouter, Route } from "@solidjs/router";
import { cleanup, render, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { setLanguage } from "../../i18n/language.ts";
import { RequestsPage } from "./RequestsPage.tsx";

const request = {
  id: "1",
  kind: "budget",
  user: { id: "2", name: "Hana", email: "hana@example.com", role: "user" },
  reason: "more work than usual",
  amount_micro_usd: 250_000_000,
  status: "pending",
  decided_by: null,
  decided_at: null,
  decision_note: null,
  ends_at: null,
  created_at: "2026-03-01T00:00:00.000Z",
};

beforeEach(() => setLanguage("en"));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test("what waits stands above what was decided", async () => {
  const decided = { ...request, id: "3", status: "rejected", reason: "long ago" };
  vi.stubGlobal("fetch", async () =>
    Response.json({
      items: [request, decided],
      total: 120,
      page: 1,
      limit: 50,
      total_pages: 3,
      pending: 1,
    }),
  );
  render(() => (
    <MemoryRouter>
      <Route path="*" component={RequestsPage} />
    </MemoryRouter>
  ));
  await screen.findByRole("button", { name: "Hana: Approve" });
  expect(screen.getByRole("list", { name: "Pending" }).textContent).toContain("$250.00");
  expect(screen.getByRole("table").textContent).toContain("long ago");
  expect(screen.getByRole("button", { name: /next/i })).toBeTruthy();
});
