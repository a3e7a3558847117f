import { cleanup, fireEvent, render, screen, within } from "@solidjs/testing-library";
import { afterEach, expect, test, vi } from "vitest";
import { t } from "../../i18n/admin-data.ts";
import { setLanguage } from "../../i18n/language.ts";
import { CleanupTab } from "./CleanupTab.tsx";
import { PolicyTab } from "./PolicyTab.tsx";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const answering = (answer: object) => {
  setLanguage("en");
  vi.stubGlobal("fetch", async () => Response.json(answer));
};

const old = (target_type: string, display: string, least: number, days: number) => ({
  target_type,
  target_type_display: display,
  record_count: 2,
  oldest_record_at: null,
  newest_record_at: null,
  estimated_size_bytes: 1,
  estimated_size_display: "1 B",
  retention_days: days,
  least_days: least,
  cutoff_date: "2026-01-01T00:00:00.000Z",
});

test("where a floor holds, the table and the question both say what is kept: asked, floor, so (T-23)", async () => {
  answering({
    preview: [old("activity_logs", "Activity", 7, 90), old("audit_logs", "Audit log", 365, 365)],
    total_record_count: 4,
    total_estimated_size_bytes: 2,
    total_estimated_size_display: "2 B",
    as_of: "2026-04-01T00:00:00.000Z",
    requested_days: 90,
    retention_days: 90,
    cutoff_date: "2026-01-01T00:00:00.000Z",
  });
  render(() => <CleanupTab onJob={() => {}} />);
  fireEvent.click(screen.getByRole("button", { name: t("look") }));
  await screen.findByText("365 (asked for 90, at least 365)");
  expect(screen.getByTitle("90").tagName).toBe("TD");
  fireEvent.click(screen.getByRole("button", { name: t("run") }));
  await screen.findByText(/Activity older than 90 days, Audit log older than 365 days/);
});

test("what is taken is what was shown: by its instant and number; where that is another, the question says it", async () => {
  setLanguage("en");
  const seen = {
    preview: [old("deleted_projects", "Deleted projects", 0, 0)],
    total_record_count: 2,
    total_estimated_size_bytes: 1,
    total_estimated_size_display: "1 B",
    as_of: "2026-04-01T00:00:00.000Z",
    requested_days: 0,
    retention_days: 0,
    cutoff_date: "2026-04-01T00:00:00.000Z",
  };
  const sent: unknown[] = [];
  let there = 2;
  vi.stubGlobal("fetch", async (_url: string, init: RequestInit) => {
    if (init.method !== "POST") return Response.json({ ...seen, total_record_count: there });
    sent.push(JSON.parse(String(init.body)));
    there = 1;
    const error = { code: "BULK_003", message: "The number has changed", request_id: "1" };
    return Response.json({ error }, { status: 409 });
  });
  render(() => <CleanupTab onJob={() => {}} />);
  fireEvent.click(screen.getByRole("button", { name: t("look") }));
  fireEvent.click(await screen.findByRole("button", { name: t("run") }));
  const dialog = within(await screen.findByRole("dialog"));
  fireEvent.input(dialog.getByRole("textbox"), { target: { value: "2" } });
  fireEvent.click(dialog.getByRole("button", { name: t("run") }));
  await dialog.findByText(/The number has changed/);
  expect(sent).toEqual([
    {
      target_types: ["deleted_projects"],
      retention_days: 0,
      as_of: seen.as_of,
      expected_count: 2,
    },
  ]);
  // What there is now is to be typed before it is asked for again.
  await dialog.findByText(t("confirmTitle", { count: "1" }));
  expect(dialog.getByRole<HTMLButtonElement>("button", { name: t("run") }).disabled).toBe(true);
});

test("errors that would go before the activity they are part of are not saved, and it says why (C-10)", async () => {
  answering({
    activity_logs_days: 90,
    error_logs_days: 180,
    audit_logs_days: 365,
    security_logs_days: 730,
    session_logs_days: 30,
    deleted_projects_days: 30,
    chat_history_days: 90,
  });
  render(() => <PolicyTab />);
  const errors = await screen.findByLabelText(t("error_logs_days"));
  const save = screen.getByRole<HTMLButtonElement>("button", { name: t("save") });
  fireEvent.input(errors, { target: { value: "89" } });
  await screen.findByText(t("errorsStay"));
  expect(save.disabled).toBe(true);
  fireEvent.input(errors, { target: { value: "90" } });
  expect(screen.queryByText(t("errorsStay"))).toBeNull();
  expect(save.disabled).toBe(false);
});
