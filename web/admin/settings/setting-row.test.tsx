import { MemoryRouter, Route } from "@solidjs/router";
import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import { afterEach, expect, test, vi } from "vitest";
import type { SettingItem } from "#contract/admin-setting";
import { setLanguage } from "../../i18n/language.ts";
import { SettingRow } from "./SettingRow.tsx";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const item: SettingItem = {
  key: "max_file_size_mb",
  category: "GENERAL",
  value: 20,
  value_type: "NUMBER",
  description: "Largest file",
  is_editable: true,
  is_secret: false,
  default: 10,
  is_default: false,
  unit: "MB",
  group: "files",
  control: "number",
  min: 1,
  max: 100,
  step: 1,
  max_length: null,
  nullable: false,
  options: [],
  proof: null,
  version: "1772600000123",
  updated_at: new Date(1_772_600_000_123).toISOString(),
  updated_by: null,
};

test("a setting is given its default again after a question, and only as it was read", async () => {
  setLanguage("en");
  const sent: RequestInit[] = [];
  vi.stubGlobal("fetch", async (_url: string, init: RequestInit) => {
    sent.push(init);
    return Response.json({ ...item, value: 10, is_default: true });
  });
  const onChanged = vi.fn(async () => {});
  render(() => (
    <MemoryRouter>
      <Route path="*" component={() => <SettingRow item={item} onChanged={onChanged} />} />
    </MemoryRouter>
  ));
  fireEvent.click(await screen.findByRole("button", { name: "Reset to default: Largest file" }));
  await screen.findByText(/From “20.*” to “10/);
  expect(sent).toEqual([]);
  fireEvent.click(screen.getByRole("button", { name: "Reset to default" }));
  await vi.waitFor(() => expect(onChanged).toHaveBeenCalled());
  expect(sent).toMatchObject([{ method: "DELETE", headers: { "if-match": '"1772600000123"' } }]);
});
