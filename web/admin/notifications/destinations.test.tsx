import { cleanup, fireEvent, render, screen, within } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Alert } from "#contract/admin-alert";
import type { Channel } from "#contract/admin-alert-channel";
import { t } from "../../i18n/admin-alerts.ts";
import { t as channelWords } from "../../i18n/admin-channels.ts";
import { setTimeZone } from "../../i18n/format.ts";
import { setLanguage } from "../../i18n/language.ts";
import { AlertDialog } from "./AlertDialog.tsx";
import { AlertPanel } from "./AlertPanel.tsx";
import { ChannelsDialog } from "./ChannelsDialog.tsx";

beforeEach(() => {
  setLanguage("en");
  setTimeZone("Asia/Tokyo");
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const alert = {
  id: "6c1f8f0e-6d7c-4c1e-9d5b-0b6a8d4f3a11",
  name: "Gone quiet",
  condition_type: "INACTIVE_USERS",
  threshold: { value: 0, unit: "users", window_minutes: 129_600 },
  comparison_operator: "EQ",
  notification_channels: ["SLACK"],
  destinations: [{ channel: "SLACK", kind: "SLACK", name: null, is_reached: false }],
  is_enabled: true,
  last_triggered_at: null,
  trigger_count: 1,
  created_by: "system",
  created_by_name: null,
  created_at: "2026-03-01T00:00:00.000Z",
  updated_at: "2026-03-01T00:00:00.000Z",
  pending_minutes: 0,
  keep_firing_minutes: 0,
  cooldown_minutes: 30,
  state: "firing",
  state_since: "2026-03-01T00:00:00.000Z",
  silenced_until: null,
  last_value: 0,
  last_evaluated_at: "2026-03-01T03:10:07.000Z",
} satisfies Alert;

const channel = {
  id: "1d0a4f5e-2f3b-4c5d-8e6f-7a8b9c0d1e2f",
  kind: "SLACK",
  name: "Ops",
  language: "en",
  target_hint: "hooks.slack.com/…",
  has_secret: false,
  is_enabled: true,
  last_outcome: null,
  last_sent_at: null,
  last_failed_at: null,
  used_by: 2,
  alone_in: [{ id: alert.id, name: alert.name }],
  created_at: "2026-03-01T00:00:00.000Z",
  updated_at: "2026-03-01T00:00:00.000Z",
} satisfies Channel;

/** The site's answers; what was asked with DELETE is noted. */
function answering(channels: readonly Channel[]): string[] {
  const deleted: string[] = [];
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    if (init.method === "DELETE") {
      deleted.push(url);
      return new Response(null, { status: 204 });
    }
    if (url.includes("alert-readings")) {
      return Response.json({ value: 2, unit: "users", is_known: true });
    }
    return url.includes("alert-channels")
      ? Response.json({ items: channels, total: channels.length, sends_mail: true })
      : Response.json({ ...alert, events: [] });
  });
  return deleted;
}

test("the panel says where it goes, that nobody hears of it, and of when the state and the reading are", async () => {
  answering([]);
  render(() => <AlertPanel id={alert.id} version={0} actions={() => []} onClose={() => {}} />);
  await screen.findByText(t("unheardText"));
  screen.getByText(t("unreached", { name: t("SLACK") }));
  await screen.findByText("Now: 2 users");
  screen.getByText(t("judged", { time: "12:10 PM", value: "0 users", next: "1:10 PM" }));
  screen.getByText(t("everyMinutes", { count: 60 }));
});

test("who chooses only what reaches nobody reads so before saving, and how often it is checked", async () => {
  answering([{ ...channel, is_enabled: false }]);
  render(() => <AlertDialog from={alert} onClose={() => {}} onDone={async () => {}} />);
  await screen.findByText(t("unheardText"));
  screen.getByText(/Checked every 60 minutes\./);
  fireEvent.click(screen.getByLabelText(t("IN_APP")));
  expect(screen.queryByText(t("unheardText"))).toBeNull();
});

test("who deletes a channel reads which alerts will notify nobody, and says so to the site", async () => {
  const deleted = answering([channel]);
  render(() => <ChannelsDialog onClose={() => {}} onChanged={async () => {}} />);
  const remove = channelWords("channelDelete");
  fireEvent.click(await screen.findByRole("button", { name: remove }));
  const question = within(await screen.findByRole("dialog"));
  question.getByText(/these alerts will notify nobody: “Gone quiet”\./);
  fireEvent.click(question.getByRole("button", { name: remove }));
  await vi.waitFor(() => expect(deleted).toEqual([expect.stringContaining("leave_unheard=true")]));
});

test("who turns off the only channel of an alert is asked the same, and nothing is sent before", async () => {
  answering([channel]);
  const [answer, sent] = [globalThis.fetch, [] as string[]];
  vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
    if (init.method === "PATCH") sent.push(url);
    return answer(url, init);
  });
  render(() => <ChannelsDialog onClose={() => {}} onChanged={async () => {}} />);
  const off = channelWords("switchOff");
  fireEvent.click(await screen.findByRole("button", { name: off }));
  const question = within(
    await screen.findByRole("dialog", { name: channelWords("channelOffTitle", { name: "Ops" }) }),
  );
  question.getByText(/these alerts will notify nobody: “Gone quiet”\./);
  expect(sent).toEqual([]);
  fireEvent.click(question.getByRole("button", { name: off }));
  await vi.waitFor(() => expect(sent).toEqual([expect.stringContaining("leave_unheard=true")]));
});
