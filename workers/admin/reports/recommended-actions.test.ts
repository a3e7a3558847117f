import { expect, test } from "vitest";
import type { Figure } from "#contract/admin-report";
import { actionsOf, type Facts } from "./recommended-actions.ts";
import type { Incident } from "./incidents.ts";

const figure = (name: string, more: Partial<Figure> = {}): Figure => ({
  name,
  label: name,
  value: 0,
  unit: "percent",
  shown: "x",
  previous: null,
  previous_shown: null,
  change: null,
  target: null,
  is_met: null,
  ...more,
});

const calm: Facts = {
  figures: [],
  incidents: [],
  failure: null,
  budget: null,
  warningPercent: 80,
  costliestModel: null,
  storagePercent: null,
};

const incident = (more: Partial<Incident> = {}): Incident => ({
  alertId: "a",
  name: "Errors",
  condition: "ERROR_RATE",
  value: 7,
  threshold: { value: 5, unit: "percent", window_minutes: 5 },
  operator: "GT",
  began: 0,
  ended: 60_000,
  isOpen: false,
  ...more,
});

const rules = (facts: Partial<Facts>) =>
  actionsOf({ ...calm, ...facts }, "en").map(({ rule }) => rule);

const cost = (name: string, value: number, more: Partial<Figure> = {}) =>
  figure(name, { unit: "micro_usd", value, ...more });

test.each<[rule: string, facts: Partial<Facts>, wanted: string[]]>([
  ["a calm week asks for nothing", {}, []],
  ["a target that was kept, too", { figures: [figure("uptime", { is_met: true })] }, []],
  [
    "targets of one cause that were missed are one thing to do",
    {
      figures: [
        figure("uptime", { is_met: false }),
        figure("api_availability", { is_met: false }),
        figure("socket_drops", { is_met: false }),
      ],
    },
    ["server_errors", "sockets_dropped"],
  ],
  ["what still fires comes first", { incidents: [incident({ isOpen: true })] }, ["incident_open"]],
  [
    "an alert that fires three times a week has a cause, or the wrong threshold",
    { incidents: [incident(), incident(), incident()] },
    ["incident_repeated"],
  ],
  [
    "two alerts twice each have not",
    { incidents: [incident(), incident({ alertId: "b" }), incident(), incident({ alertId: "b" })] },
    [],
  ],
  [
    "a forecast past the budget",
    { budget: 100, figures: [cost("month_to_date", 10), cost("month_forecast", 101)] },
    ["over_budget"],
  ],
  [
    "a budget that is nearly used",
    { budget: 100, figures: [cost("month_to_date", 80), cost("month_forecast", 99)] },
    ["near_budget"],
  ],
  [
    "cost that rose by half, and by ten dollars",
    { figures: [cost("api_cost", 30_000_000, { previous: 20_000_000, change: 50 })] },
    ["cost_rose"],
  ],
  ["not by cents", { figures: [cost("api_cost", 300, { previous: 100, change: 200 })] }, []],
  [
    "a fifth of the people stayed away",
    { figures: [figure("active_average", { previous: 50, change: -20 })] },
    ["use_fell"],
  ],
  [
    "of a handful that says nothing",
    { figures: [figure("active_average", { previous: 5, change: -60 })] },
    [],
  ],
  ["storage that fills up", { storagePercent: 80 }, ["storage_full"]],
])("%s", (_name, facts, wanted) => expect(rules(facts)).toEqual(wanted));

test("every rule says what it saw, in both languages", () => {
  const facts: Facts = {
    ...calm,
    budget: 1_000_000,
    figures: [
      figure("uptime", { is_met: false }),
      figure("p95_ms", { is_met: false }),
      figure("model_p95_ms", { is_met: false }),
      figure("socket_connect", { is_met: false }),
      figure("socket_drops", { is_met: false }),
      cost("month_to_date", 2_000_000),
      cost("api_cost", 30_000_000, { previous: 10_000_000, change: 200 }),
      figure("active_average", { previous: 50, change: -40 }),
    ],
    incidents: [incident({ isOpen: true }), incident(), incident()],
    storagePercent: 91,
  };
  for (const language of ["ja", "en"] as const) {
    const texts = actionsOf(facts, language).map(({ text }) => text);
    expect(texts).toHaveLength(11);
    expect(texts.filter((text) => /[{}]/.test(text))).toEqual([]);
  }
});
