import { cleanup, fireEvent, render, screen, within } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { JobInfo } from "#contract/job";
import { setLanguage } from "../../i18n/language.ts";
import { TakeBack } from "./TakeBack.tsx";

const job: JobInfo = {
  id: "00000000-0000-4000-8000-000000000001",
  kind: "deactivate_users",
  state: "done",
  total: 3,
  done: 3,
  failed: 0,
  stopping: false,
  result: {},
  problems: [],
  error: null,
  takes_back: null,
  taken_back_by: [],
  created_by: null,
  created_at: "2026-03-01T00:00:00.000Z",
  started_at: null,
  finished_at: "2026-03-01T00:00:01.000Z",
};

beforeEach(() => setLanguage("en"));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test("a job that disabled people is taken back once its number is typed, and the way back is shown", async () => {
  const sent: unknown[] = [];
  const answer = {
    success: true,
    dry_run: false,
    changed_count: 3,
    matched_count: 2,
    taken_back_count: 2,
    items: [{ id: "1", name: "Hana", whose: "hana@example.com" }],
    job_id: "the way back",
  };
  vi.stubGlobal("fetch", async (_url: string, init: RequestInit) => {
    sent.push(JSON.parse(String(init.body)));
    return Response.json(answer);
  });
  const onJob = vi.fn();
  render(() => <TakeBack job={job} onJob={onJob} />);
  fireEvent.click(screen.getByRole("button", { name: "Undo disabling…" }));
  expect((await screen.findByRole("table")).textContent).toContain("hana@example.com");
  screen.getByText(/1 changed since stays as it is/);
  fireEvent.click(screen.getByRole("button", { name: "Enable 2 users again" }));
  const dialog = within(await screen.findByRole("dialog"));
  fireEvent.input(dialog.getByLabelText(/^Type/), { target: { value: "2" } });
  fireEvent.click(dialog.getByRole("button", { name: "Enable 2 users again" }));
  await vi.waitFor(() => expect(onJob).toHaveBeenCalledWith("the way back"));
  expect(sent).toEqual([{ dry_run: true }, { expected_count: 2 }]);
});

test("what was imported, or changed nothing, has no way back", () => {
  render(() => <TakeBack job={{ ...job, kind: "import_users" }} onJob={() => {}} />);
  render(() => <TakeBack job={{ ...job, failed: 3 }} onJob={() => {}} />);
  expect(screen.queryByRole("button")).toBeNull();
});
