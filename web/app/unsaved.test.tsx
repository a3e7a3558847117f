/** What was typed into a form and not saved is not left without a question. */
import { A, Route, Router, type RouteSectionProps, useSearchParams } from "@solidjs/router";
import { cleanup, fireEvent, render, screen, within } from "@solidjs/testing-library";
import { createSignal, For, type JSX } from "solid-js";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type SettingItem } from "#contract/admin-setting";
// Loaded before a test waits for it.
import "../ui/DialogFrame.tsx";
import { LeaveDialog } from "../account/LeaveDialog.tsx";
import { PolicyTab } from "../admin/data/PolicyTab.tsx";
import { PlanForm } from "../admin/settings/PlanForm.tsx";
import { SettingRow } from "../admin/settings/SettingRow.tsx";
import { DebugForm } from "../admin/support/DebugForm.tsx";
import { ImpersonationTab } from "../admin/support/ImpersonationTab.tsx";
import { ChangePasswordForm } from "../account/ChangePasswordForm.tsx";
import { setLanguage } from "../i18n/language.ts";
import { ProfilePage } from "../screens/account/ProfilePage.tsx";
import { RequestForm } from "../screens/account/RequestForm.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { leaveQuestion } from "../ui/leave-guard.ts";
import { TextField } from "../ui/TextField.tsx";
import { guardLeaving } from "./leaving.ts";
import { questions } from "./questions.ts";

const item = {
  key: "max_file_size_mb",
  category: "GENERAL",
  value: 20,
  description: "Largest file",
  is_editable: true,
  is_default: false,
  default: 10,
  control: "number",
  min: 1,
  max: 100,
  nullable: false,
  options: [],
  proof: null,
  version: "1",
  updated_at: null,
} as unknown as SettingItem;

const answers: Readonly<Record<string, object>> = {
  policy: { activity_logs_days: 90, error_logs_days: 180, audit_logs_days: 365 },
  account: {
    name: "Hana",
    role: "user",
    theme: "system",
    time_zone: "UTC",
    created_at: "2026-01-01",
  },
};

beforeEach(() => {
  setLanguage("en");
  // As the router finds it on the first page of a visit.
  const first = { _depth: history.state?._depth ?? history.length - 1 };
  history.replaceState(first, "", "/before");
  vi.stubGlobal("fetch", async (url: string) =>
    Response.json(answers[new URL(url, location.origin).pathname.split("/").at(-1) ?? ""] ?? {}),
  );
});
afterEach(() => {
  for (const question of questions()) question.settle(false);
  cleanup();
  vi.unstubAllGlobals();
});

function Root(props: RouteSectionProps) {
  guardLeaving();
  const [, setSearch] = useSearchParams();
  return (
    <>
      <A href="/admin/settings">Settings</A>
      <A href="/admin/audit">Audit log</A>
      <A href={`/admin/settings/${item.key}?tab=GENERAL`}>History of it</A>
      <A href="/admin/settings?tab=SECURITY">Security</A>
      <button onClick={() => setSearch({ q: "x" })}>Filter</button>
      {props.children}
      <For each={questions()}>{({ settle }) => <LeaveDialog onDone={settle} />}</For>
    </>
  );
}

/** The page of the form, a step into the visit. */
async function show(form: () => JSX.Element): Promise<void> {
  render(() => (
    <Router root={Root}>
      <Route path="/admin/settings/:key?" component={() => <>{form()}</>} />
      <Route path="*" component={() => <p>another page</p>} />
    </Router>
  ));
  fireEvent.click(await screen.findByText("Settings"));
  await vi.waitFor(() => expect(location.pathname).toBe("/admin/settings"));
}
const type = (field: Element, value: string) => fireEvent.input(field, { target: { value } });
const asked = async () => within(await screen.findByRole("dialog", { name: "Leave this page?" }));
const isQuiet = () => expect(screen.queryByRole("dialog", { name: "Leave this page?" })).toBeNull();
const row = (saved: () => SettingItem = () => item, onSaved = async () => {}) =>
  show(() => <SettingRow item={saved()} onChanged={onSaved} />);
const field = () => screen.findByRole("spinbutton");

test("a link away from a setting that was typed asks; staying keeps it, leaving goes", async () => {
  await row();
  type(await field(), "42");
  fireEvent.click(screen.getByText("Audit log"));
  let question = await asked();
  question.getByText("Your changes are not saved.");
  fireEvent.click(question.getByRole("button", { name: "Keep editing" }));
  await vi.waitFor(isQuiet);
  expect([location.pathname, ((await field()) as HTMLInputElement).value]).toEqual([
    "/admin/settings",
    "42",
  ]);
  fireEvent.click(screen.getByText("Audit log"));
  question = await asked();
  fireEvent.click(question.getByRole("button", { name: "Leave anyway" }));
  await screen.findByText("another page");
});

test("staying gives the focus back to what had it, by Escape and by the button", async () => {
  await row();
  const typed = await field();
  type(typed, "42");
  const had = (element: HTMLElement) =>
    vi.waitFor(() => expect(document.activeElement).toBe(element));
  const link = screen.getByText("Audit log");
  link.focus();
  fireEvent.click(link);
  await asked();
  expect(document.activeElement).not.toBe(link);
  fireEvent.keyDown(document.activeElement!, { key: "Escape" });
  await vi.waitFor(isQuiet);
  await had(link);
  fireEvent.click(link);
  fireEvent.click((await asked()).getByRole("button", { name: "Keep editing" }));
  await vi.waitFor(isQuiet);
  await had(link);
  typed.focus();
  history.back();
  fireEvent.click((await asked()).getByRole("button", { name: "Keep editing" }));
  await had(typed);
});

test("the browser's Back asks, too, and goes back once that is agreed", async () => {
  await row();
  type(await field(), "42");
  history.back();
  const question = await asked();
  await vi.waitFor(() => expect(location.pathname).toBe("/admin/settings"));
  fireEvent.click(question.getByRole("button", { name: "Leave anyway" }));
  await vi.waitFor(() => expect(location.pathname).toBe("/before"));
});

test("a reload asks while there is something unsaved, and only then", async () => {
  const reload = () => window.dispatchEvent(new Event("beforeunload", { cancelable: true }));
  await row();
  expect(reload()).toBe(true);
  type(await field(), "42");
  expect(reload()).toBe(false);
  type(await field(), "20");
  expect(reload()).toBe(true);
});

test("nothing typed, or typed and saved, is left without a word", async () => {
  const [saved, setSaved] = createSignal(item);
  let read = () => {};
  const reading = new Promise<void>((done) => (read = done));
  await row(saved, () => reading);
  expect(leaveQuestion()).toBeNull();
  type(await field(), "42");
  expect(leaveQuestion()).not.toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
  // The list was not read again yet.
  await vi.waitFor(() => expect(leaveQuestion()).toBeNull());
  setSaved({ ...item, value: 42, version: "2" });
  read();
  fireEvent.click(screen.getByText("Audit log"));
  await screen.findByText("another page");
  isQuiet();
});

test("the history beside the settings asks nothing, another tab of them does", async () => {
  await row();
  type(await field(), "42");
  fireEvent.click(screen.getByText("History of it"));
  await vi.waitFor(() => expect(location.pathname).toBe(`/admin/settings/${item.key}`));
  isQuiet();
  fireEvent.click(screen.getByText("Security"));
  await asked();
});

test("a wide dialog asks before its page goes, and nothing where a filter changes beneath it", async () => {
  await show(() => (
    <Dialog open wide onClose={() => {}} title="New alert">
      <form>
        <TextField label="Name" value="" onInput={() => {}} />
      </form>
    </Dialog>
  ));
  const name = await screen.findByLabelText("Name");
  expect(leaveQuestion()).toBeNull();
  type(name, "Disk");
  fireEvent.click(screen.getByText("Filter"));
  await vi.waitFor(() => expect(location.search).toBe("?q=x"));
  isQuiet();
  fireEvent.submit(name.closest("form")!);
  expect(leaveQuestion()).not.toBeNull();
  history.go(-2);
  await asked();
});

const open = { active: false, starts_at: null, ends_at: null, message: "", version: "1" };
test.each<[string, () => JSX.Element, string | RegExp, string]>([
  ["the retention policy", () => <PolicyTab />, /Activity/, "91"],
  [
    "the plan's times",
    () => (
      <PlanForm now={{ ...open, allow_admin_access: true }} items={[]} onChanged={async () => {}} />
    ),
    /Start/,
    "2099-01-01T00:00",
  ],
  ["why a debug mode is wanted", () => <DebugForm onEnabled={() => {}} />, /Reason/, "slow"],
  ["why somebody is acted for", () => <ImpersonationTab />, /Reason/, "a ticket"],
  ["one's name", () => <ProfilePage />, "Name", "Hanako"],
  ["a request", () => <RequestForm waiting={[]} onSent={() => {}} />, /Reason/, "more to do"],
  [
    "a new password",
    () => <ChangePasswordForm hasPassword onDone={() => {}} />,
    /New password/,
    "correct horse",
  ],
])("%s is asked about once it is typed", async (_what, form, label, text) => {
  await show(form);
  const input = (await screen.findAllByLabelText(label))[0]!;
  expect(leaveQuestion()).toBeNull();
  type(input, text);
  expect(leaveQuestion()?.text).toBe("Your changes are not saved.");
  fireEvent.click(screen.getByText("Audit log"));
  await asked();
});
