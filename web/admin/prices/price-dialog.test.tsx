import { cleanup, fireEvent, render, screen, waitFor } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { t } from "../../i18n/admin-prices.ts";
import { setLanguage } from "../../i18n/language.ts";
import { PriceDialog } from "./PriceDialog.tsx";

beforeEach(() => setLanguage("en"));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const price = {
  model: "claude-x",
  effective_from: "2026-01-01T00:00:00.000Z",
  prompt_over: 0,
  input: 3_000_000,
  output: 15_000_000,
  cache_read: 1,
  cache_write_5m: 1,
  cache_write_1h: 1,
};

test("a price of 0 is saved once it is said to be meant, for the amounts that stand there", async () => {
  const fetched = vi.fn(async (_url: string, _init: RequestInit) => Response.json(price));
  vi.stubGlobal("fetch", fetched);
  const onDone = vi.fn(async () => {});
  render(() => (
    <PriceDialog draft={{ like: price, correct: true }} onClose={() => {}} onDone={onDone} />
  ));
  const save = await screen.findByRole<HTMLButtonElement>("button", { name: "Save" });
  expect(screen.queryByLabelText(t("zeroMeant"))).toBeNull();
  const type = (name: "input" | "output", value: string) =>
    fireEvent.input(screen.getByLabelText(t("amount", { name: t(name) })), { target: { value } });
  type("input", "0");
  expect(save.disabled).toBe(true);
  fireEvent.click(screen.getByLabelText(t("zeroMeant")));
  expect(save.disabled).toBe(false);
  type("output", "0");
  expect(save.disabled).toBe(true);
  fireEvent.click(screen.getByLabelText(t("zeroMeant")));
  fireEvent.click(save);
  await waitFor(() => expect(onDone).toHaveBeenCalled());
  expect(JSON.parse(String(fetched.mock.calls[0]?.[1].body))).toMatchObject({
    input: 0,
    output: 0,
    allow_zero: true,
    shown: { input: 3_000_000, output: 15_000_000 },
  });
});
