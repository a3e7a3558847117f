import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import { afterEach, expect, test, vi } from "vitest";
import { setLanguage } from "../../i18n/language.ts";
import { JobProgress } from "./JobProgress.tsx";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test("a job is cancelled after a question that says what stays", async () => {
  setLanguage("en");
  const job = {
    id: "11111111-1111-4111-8111-111111111111",
    kind: "search_orphans",
    state: "running",
    total: 10,
    done: 2,
    failed: 0,
    stopping: false,
    result: {},
    problems: [],
    error: null,
    takes_back: null,
    taken_back_by: [],
    created_by: { id: "a", name: "Hana" },
    created_at: "2026-03-01T00:00:00.000Z",
    started_at: "2026-03-01T00:00:00.000Z",
    finished_at: null,
  };
  const cancelled: string[] = [];
  vi.stubGlobal("fetch", async (url: string, { method }: RequestInit) => {
    if (method === "POST") cancelled.push(new URL(url, "https://x").pathname);
    return Response.json({ ...job, state: cancelled.length > 0 ? "cancelled" : "running" });
  });
  render(() => <JobProgress id={job.id} />);
  fireEvent.click(await screen.findByRole("button", { name: "Cancel" }));
  await screen.findByText(/what it did stays/);
  expect(cancelled).toEqual([]);
  fireEvent.click(screen.getByRole("button", { name: "Cancel the job" }));
  await screen.findByText("Cancelled");
  expect(cancelled).toEqual([`/api/v1/admin/jobs/${job.id}/cancel`]);
});
