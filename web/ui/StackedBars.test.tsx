import { cleanup, fireEvent, render, screen, within } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test } from "vitest";
import { setLanguage } from "../i18n/language.ts";
import { StackedBars } from "./StackedBars.tsx";

beforeEach(() => setLanguage("en"));
afterEach(cleanup);

const show = () =>
  render(() => (
    <StackedBars
      title="Cost by day"
      axis="Day"
      series={["opus", "haiku"]}
      stacks={[
        { label: "11/01", values: [30, 10] },
        { label: "11/02", values: [0, 20] },
      ]}
      format={(value) => `$${value}`}
    />
  ));

test("the numbers of the bars stand in a table for who cannot see them", () => {
  show();
  const rows = within(screen.getByRole("table", { name: "Cost by day" })).getAllByRole("row");
  expect(rows.map((row) => row.textContent)).toEqual(["Dayopushaiku", "11/01$30$10", "11/02$0$20"]);
});

test("bars are as high as their share of the highest stack, and stand on each other", () => {
  const { container } = show();
  const [first, second, , last] = [...container.querySelectorAll("rect")].map((bar) => ({
    y: Number(bar.getAttribute("y")),
    height: Number(bar.getAttribute("height")),
  }));
  expect(first?.height).toBeCloseTo((second?.height ?? 0) * 3);
  expect((second?.y ?? 0) + (second?.height ?? 0)).toBeCloseTo(first?.y ?? 0);
  expect(last?.height).toBeCloseTo((second?.height ?? 0) * 2);
});

test("one press shows the table instead of the bars", () => {
  show();
  fireEvent.click(screen.getByRole("button", { name: "Show as table" }));
  expect(screen.queryByRole("img")).toBeNull();
  expect(screen.getByRole("button", { name: "Show as chart" }).getAttribute("aria-pressed")).toBe(
    "true",
  );
});
