import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import { afterEach, expect, test, vi } from "vitest";
import { setLanguage } from "../../i18n/language.ts";
import { RecentJobs } from "./RecentJobs.tsx";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test("the way back of a job stays in reach: people's jobs, page after page, each with the job it is tied to", async () => {
  setLanguage("en");
  const asked: URLSearchParams[] = [];
  const back = {
    id: "the way back",
    state: "done",
    done: 3,
    failed: 1,
    created_by: { id: "b", name: "Hana" },
    created_at: "2026-03-02T00:00:00.000Z",
  };
  vi.stubGlobal("fetch", async (url: string) => {
    asked.push(new URL(url, "https://x").searchParams);
    const page = Number(asked.at(-1)?.get("page"));
    const job = {
      id: `job ${page}`,
      kind: "deactivate_users",
      state: "done",
      total: 3,
      done: 3,
      failed: 0,
      takes_back: page === 1 ? null : "the other",
      taken_back_by: page === 1 ? [back] : [],
      created_by: { id: "a", name: `starter ${page}` },
      created_at: "2026-03-01T00:00:00.000Z",
    };
    return Response.json({ items: [job], total: 30, page, limit: 25, total_pages: 2 });
  });
  render(() => <RecentJobs of={1} onShow={() => {}} />);
  await screen.findByText(/starter 1/);
  const undone = screen.getByRole("link", { name: /^2 undone by Hana/ });
  expect(undone.getAttribute("href")).toBe("/admin/bulk?job=the way back");
  fireEvent.click(screen.getByRole("button", { name: "Next page" }));
  await screen.findByText(/starter 2/);
  const original = screen.getByRole("link", { name: "The job it undoes" });
  expect(original.getAttribute("href")).toBe("/admin/bulk?job=the other");
  expect(asked.map((query) => query.get("begun_by"))).toEqual(["people", "people"]);
});
