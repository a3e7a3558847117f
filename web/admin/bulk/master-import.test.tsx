import { cleanup, fireEvent, render, screen, within } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { setLanguage } from "../../i18n/language.ts";
import "../../ui/DialogFrame.tsx";
import { MasterImport } from "./MasterImport.tsx";

vi.mock("../../ui/pick-files.ts", () => ({
  pickFiles: async () => [new File(["x"], "prices.csv")],
}));

beforeEach(() => setLanguage("en"));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const looked = (detail: string) =>
  Response.json({
    success: true,
    dry_run: true,
    imported_count: 1,
    skipped_count: 0,
    errors: [],
    total: 1,
    rows: [{ row: 2, name: "m", detail, change: "update", error: null }],
    token: detail,
  });

const refusal = {
  error: {
    code: "EDIT_001",
    reason: "changed_meanwhile",
    message: "Somebody else changed this first",
    cause: "c",
    remedy: "r",
  },
};

test("what somebody else changed after the preview is not written over: the new preview is shown, with the reason", async () => {
  const answers = [looked("$3 → $4"), Response.json(refusal, { status: 412 }), looked("$9 → $4")];
  vi.stubGlobal("fetch", async () => answers.shift());
  render(() => <MasterImport />);
  fireEvent.click(screen.getByRole("button", { name: "Choose a file" }));
  await screen.findByText("$3 → $4");
  fireEvent.click(screen.getByRole("button", { name: "Import 1 entry" }));
  const asked = within(await screen.findByRole("dialog"));
  fireEvent.click(asked.getByRole("button", { name: "Import 1 entry" }));
  await screen.findByText("$9 → $4");
  await screen.findByText(/Somebody else changed this first/);
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(answers).toEqual([]);
});

test("the way back stands beside the import, for each kind, prices too", async () => {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (url: string) => {
    asked.push(url);
    return new Response("x");
  });
  vi.stubGlobal(
    "URL",
    Object.assign(URL, { createObjectURL: () => "blob:x", revokeObjectURL() {} }),
  );
  render(() => <MasterImport />);
  fireEvent.change(screen.getByLabelText("Import into"), { target: { value: "model_prices" } });
  fireEvent.click(screen.getByRole("button", { name: "Current entries (CSV)" }));
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  expect(asked[0]).toContain("/admin/data/master/model_prices/export?format=csv&template=false");
});
