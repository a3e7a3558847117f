import { describe, expect, test } from "vitest";
import type { Operator } from "#contract/admin-alert";
import { minute } from "../platform/durations.ts";
import {
  judge,
  stepAlert,
  type Reading,
  type Rules,
  type Seen,
  type Standing,
} from "./next-state.ts";

const calm: Standing = {
  state: "ok",
  since: 0,
  clearSince: null,
  isTold: false,
  lastToldAt: null,
  noDataToldAt: null,
};
const rules: Rules = {
  pendingMinutes: 2,
  keepFiringMinutes: 0,
  cooldownMinutes: 10,
  silencedUntil: null,
};

/** `silencedFrom`: the minute in which somebody silences it. */
type Own = Partial<Rules> & { silencedFrom?: number };

/** A minute each: `x` a breach, `.` none, `?` no data. What came of it: states, and `minute:event` (! was told). */
function run(minutes: string, { silencedFrom = 0, ...own }: Own = {}) {
  const seen: Record<string, Seen> = { x: "breach", ".": "clear", "?": "no_data" };
  let standing = calm;
  const states: string[] = [];
  const events: string[] = [];
  let began = 0;
  [...minutes].forEach((sign, at) => {
    const now = { ...rules, ...own, ...(at < silencedFrom ? { silencedUntil: null } : {}) };
    const step = stepAlert(standing, now, seen[sign]!, at * minute);
    standing = step.standing;
    states.push(standing.state[0]!);
    if (step.began) began += 1;
    if (step.event) events.push(`${at}:${step.event}${step.tell ? "!" : ""}`);
  });
  return { states: states.join(""), events, began };
}

describe("an alert", () => {
  test.each<[rule: string, minutes: string, own: Own, states: string, events: string[]]>([
    ["fires once the condition held for its pending period", "xxxx", {}, "ppff", ["2:fired!"]],
    ["forgets a spike shorter than that", "xx.xx.", {}, "ppoppo", []],
    ["fires at once without one", "x", { pendingMinutes: 0 }, "f", ["0:fired!"]],
    [
      "says once that it fires, and once that it ended",
      "xxxxx..",
      {},
      "ppfffoo",
      ["2:fired!", "5:resolved!"],
    ],
    [
      "is not resolved by a short relief while it keeps firing",
      "xxx.x...",
      { keepFiringMinutes: 2 },
      "ppfffffo",
      ["2:fired!", "7:resolved!"],
    ],
    [
      "that comes and goes tells once within its cool-down; what nobody heard of does not end aloud",
      "x.x.x.",
      { pendingMinutes: 0 },
      "fofofo",
      ["0:fired!", "1:resolved!", "2:silenced", "3:resolved", "4:silenced", "5:resolved"],
    ],
    [
      "that still fires when the cool-down is over is told then",
      "x.xxxxx",
      { pendingMinutes: 0, cooldownMinutes: 5 },
      "fofffff",
      ["0:fired!", "1:resolved!", "2:silenced", "5:fired!"],
    ],
    [
      "that is silenced is on record and tells nobody; when the silence ends, what still fires is told",
      "xxxx.",
      { pendingMinutes: 0, silencedUntil: 2 * minute },
      "ffffo",
      ["0:silenced", "2:fired!", "4:resolved!"],
    ],
    [
      "without data says so after ten minutes, once, and when data is back",
      "????????????.",
      {},
      "nnnnnnnnnnnno",
      ["10:no_data!", "12:resolved!"],
    ],
    ["that lacks data for a moment says nothing", ".??.", {}, "onno", []],
    [
      "that fires goes on firing while nothing is known",
      "xxx??x.",
      {},
      "ppffffo",
      ["2:fired!", "6:resolved!"],
    ],
    [
      "whose data is back, but wrong for a moment, says when that is over",
      "????????????x.",
      {},
      "nnnnnnnnnnnnpo",
      ["10:no_data!", "13:resolved!"],
    ],
    [
      "whose data is back and wrong for good fires, and ends once",
      "???????????xxx.",
      {},
      "nnnnnnnnnnnppfo",
      ["10:no_data!", "13:fired!", "14:resolved!"],
    ],
    [
      "does not begin its pending period anew for a minute nobody knows of",
      "x?x",
      {},
      "ppf",
      ["2:fired!"],
    ],
    [
      "that pends over a minute nobody knows of and is clear then was a spike",
      "x?.",
      {},
      "ppo",
      [],
    ],
    [
      "that was pending lacks data after ten minutes, and says so at once",
      "x???????????.",
      { pendingMinutes: 30 },
      "pppppppppppno",
      ["11:no_data!", "12:resolved!"],
    ],
    [
      "goes on becoming clear over a minute nobody knows of",
      "xxx.?..",
      { keepFiringMinutes: 3 },
      "ppffffo",
      ["2:fired!", "6:resolved!"],
    ],
    [
      "that ends in a silence says so when the silence does",
      "x.....",
      { pendingMinutes: 0, silencedFrom: 1, silencedUntil: 4 * minute },
      "fooooo",
      ["0:fired!", "1:resolved", "4:resolved!"],
    ],
    [
      "that ends in a silence and fires again is told of as firing",
      "x.xxx.",
      { pendingMinutes: 0, cooldownMinutes: 0, silencedFrom: 1, silencedUntil: 4 * minute },
      "fofffo",
      ["0:fired!", "1:resolved", "2:silenced", "4:fired!", "5:resolved!"],
    ],
    [
      "that nobody heard of in a silence ends without a word",
      "x...",
      { pendingMinutes: 0, silencedUntil: 2 * minute },
      "fooo",
      ["0:silenced", "1:resolved"],
    ],
    [
      "whose data comes and goes says so once within its cool-down",
      "???????????.???????????.",
      { cooldownMinutes: 60 },
      "nnnnnnnnnnnonnnnnnnnnnno",
      ["10:no_data!", "11:resolved!"],
    ],
    [
      "whose data is still missing when the cool-down is over says so then",
      "???????????.????????????",
      { cooldownMinutes: 13 },
      "nnnnnnnnnnnonnnnnnnnnnnn",
      ["10:no_data!", "11:resolved!", "23:no_data!"],
    ],
    [
      "fires at once after data that was missing: that has a cool-down of its own",
      "???????????x",
      { pendingMinutes: 0, cooldownMinutes: 60 },
      "nnnnnnnnnnnf",
      ["10:no_data!", "11:fired!"],
    ],
    ["without data that then breaks its threshold fires as ever", "?xxx", {}, "nppf", ["3:fired!"]],
  ])("%s", (_rule, minutes, own, states, events) => {
    expect(run(minutes, own)).toMatchObject({ states, events });
  });

  test("counts each time it began to fire, told or not", () => {
    expect(run("x.x.x", { pendingMinutes: 0 }).began).toBe(3);
    expect(run("xxx", { pendingMinutes: 0 }).began).toBe(1);
  });
});

test.each<[Reading, Operator, number, Seen]>([
  [5, "GT", 5, "clear"],
  [5.1, "GT", 5, "breach"],
  [5, "GTE", 5, "breach"],
  [4, "LT", 5, "breach"],
  [5, "LTE", 5, "breach"],
  [5, "EQ", 5, "breach"],
  [6, "EQ", 5, "clear"],
  ["quiet", "LT", 5, "clear"],
  [null, "GT", 5, "no_data"],
])("%s %s %s is %s", (value, operator, threshold, seen) => {
  expect(judge(value, operator, threshold)).toBe(seen);
});
