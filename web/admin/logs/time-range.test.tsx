import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { setTimeZone } from "../../i18n/format.ts";
import { setLanguage } from "../../i18n/language.ts";
import { TimeRange } from "./TimeRange.tsx";

beforeEach(() => {
  setLanguage("en");
  setTimeZone("Asia/Tokyo");
});
afterEach(cleanup);

test.each([
  ["2026-11-21", "2026-11-21", "2026-11-21T00:00", "2026-11-21T23:59"],
  ["2026-11-21T10:30", "2026-11-21T03:00:00Z", "2026-11-21T10:30", "2026-11-21T12:00"],
  ["2026-99-99", "", "", ""],
])("from %s to %s is shown as the server reads it", (from, to, shownFrom, shownTo) => {
  render(() => <TimeRange from={from} to={to} onChange={() => {}} />);
  expect(screen.getByLabelText<HTMLInputElement>("From").value).toBe(shownFrom);
  expect(screen.getByLabelText<HTMLInputElement>("To").value).toBe(shownTo);
});

test("an end of 23:59 leaves out nothing of that minute, nor of the day", () => {
  const onChange = vi.fn();
  render(() => <TimeRange from="" to="2026-11-20" onChange={onChange} />);
  const type = (label: string, value: string) =>
    fireEvent.change(screen.getByLabelText(label), { target: { value } });
  type("To", "2026-11-21T23:59");
  expect(onChange).toHaveBeenLastCalledWith({ end_date: "2026-11-21T14:59:59.999Z" });
  type("From", "2026-11-21T00:00");
  expect(onChange).toHaveBeenLastCalledWith({ start_date: "2026-11-20T15:00:00.000Z" });
  type("To", "");
  expect(onChange).toHaveBeenLastCalledWith({ end_date: "" });
});
