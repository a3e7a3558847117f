import { cleanup, fireEvent, render, screen, waitFor } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { t } from "../../i18n/admin-masters.ts";
import { setLanguage } from "../../i18n/language.ts";
import { EntryDialog } from "./EntryDialog.tsx";
import { readEntries } from "./entry.ts";

beforeEach(() => setLanguage("en"));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const rule = {
  id: "11111111-1111-4111-8111-111111111111",
  pattern: "WebFetch(domain:example.org)",
  effect: "deny",
  note: "",
  updated_at: "2026-03-01T00:00:00.000Z",
};

test("a rule about fetching is a domain: anything else is not sent, and it only denies", async () => {
  const fetched = vi.fn(async (_url: string, _init: RequestInit) => Response.json(rule));
  vi.stubGlobal("fetch", fetched);
  const onDone = vi.fn(async () => {});
  render(() => (
    <EntryDialog kind="command_patterns" row={null} onClose={() => {}} onDone={onDone} />
  ));
  await screen.findByLabelText(t("effect"));
  fireEvent.change(screen.getByLabelText(t("appliesTo")), { target: { value: "pages" } });
  expect(screen.queryByLabelText(t("effect"))).toBeNull();
  const domain = screen.getByLabelText(t("domain"));
  const save = screen.getByRole<HTMLButtonElement>("button", { name: "Save" });
  fireEvent.input(domain, { target: { value: "https://example.org/" } });
  screen.getByText(t("domainWrong"));
  expect(save.disabled).toBe(true);
  fireEvent.input(domain, { target: { value: "*.example.org" } });
  expect(screen.queryByText(t("domainWrong"))).toBeNull();
  fireEvent.click(save);
  await waitFor(() => expect(onDone).toHaveBeenCalled());
  expect(JSON.parse(String(fetched.mock.calls[0]?.[1].body))).toEqual({
    pattern: "WebFetch(domain:*.example.org)",
    effect: "deny",
    note: "",
  });
});

test("one that stands is opened as the domain it names", async () => {
  vi.stubGlobal("fetch", async () => Response.json({ items: [rule] }));
  const [row] = await readEntries("command_patterns");
  render(() => (
    <EntryDialog
      kind="command_patterns"
      row={row ?? null}
      onClose={() => {}}
      onDone={async () => {}}
    />
  ));
  const field = await screen.findByLabelText<HTMLInputElement>(t("domain"));
  expect(field.value).toBe("example.org");
});
