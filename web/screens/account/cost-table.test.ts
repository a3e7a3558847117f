import { expect, test } from "vitest";
import { costTable, lastDays } from "./cost-table.ts";

const row = (day: string, model: string, cost: number) => ({
  day,
  model,
  calls: 1,
  input_tokens: 0,
  output_tokens: 0,
  cache_read_tokens: 0,
  cache_write_tokens: 0,
  cost_micro_usd: cost,
});

test("days are those of the site: after 15:00 UTC it is tomorrow in Japan", () => {
  expect(lastDays(2, Date.parse("2026-03-01T15:00:00Z"))).toEqual(["2026-03-01", "2026-03-02"]);
  expect(lastDays(2, Date.parse("2026-03-01T14:59:59Z"))).toEqual(["2026-02-28", "2026-03-01"]);
});

test("every day has a bar, every model a colour, the dearest first", () => {
  const days = ["2026-03-01", "2026-03-02", "2026-03-03"];
  const rows = [row("2026-03-03", "a", 10), row("2026-03-01", "b", 30), row("2026-03-01", "b", 5)];
  expect(costTable(rows, days)).toEqual({
    models: ["b", "a"],
    stacks: [
      { label: "03/01", values: [35, 0] },
      { label: "03/02", values: [0, 0] },
      { label: "03/03", values: [0, 10] },
    ],
  });
});
