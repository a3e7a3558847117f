/** How an alert goes from one minute to the next (T-32). Pure. */

import type { AlertState as AlertStateName, Operator } from "#contract/admin-alert";
import { minute } from "../platform/durations.ts";

export interface Standing {
  readonly state: AlertStateName;
  /** Unix milliseconds, as all times here. */
  readonly since: number;
  /** While firing: since when the condition no longer holds. While pending: since when nothing is known. */
  readonly clearSince: number | null;
  /** Whether people were told of something that is wrong, and not yet of its end. */
  readonly isTold: boolean;
  /** When people were last told that it fires. */
  readonly lastToldAt: number | null;
  /** When people were last told that data is missing. */
  readonly noDataToldAt: number | null;
}

export interface Rules {
  readonly pendingMinutes: number;
  readonly keepFiringMinutes: number;
  readonly cooldownMinutes: number;
  readonly silencedUntil: number | null;
}

export type Seen = "breach" | "clear" | "no_data";

export interface Step {
  readonly standing: Standing;
  /** What goes into the history. */
  readonly event: "fired" | "resolved" | "no_data" | "silenced" | null;
  /** It began to fire in this step. */
  readonly began: boolean;
  readonly tell: boolean;
}

/** What is not measured for so long is worth a word. */
const noDataAfter = 10 * minute;

const still = (standing: Standing): Step => ({ standing, event: null, began: false, tell: false });

const enter = (standing: Standing, state: AlertStateName, since: number): Standing => ({
  ...standing,
  state,
  since,
  clearSince: null,
});

const isSilent = (rules: Rules, now: number): boolean =>
  rules.silencedUntil !== null && rules.silencedUntil > now;

/** Whether people were told so lately that they are not told again. */
const isCooling = (toldAt: number | null, rules: Rules, now: number): boolean =>
  toldAt !== null && now - toldAt < rules.cooldownMinutes * minute;

/** Whether what people were last told then is what holds now. */
const isOf = ({ since }: Standing, toldAt: number | null): boolean =>
  toldAt !== null && toldAt >= since;

/** Says that it fires, now or as soon as silence and cool-down allow. */
function fire(standing: Standing, rules: Rules, now: number, began: boolean): Step {
  if (isSilent(rules, now) || isCooling(standing.lastToldAt, rules, now)) {
    return { standing, event: began ? "silenced" : null, began, tell: false };
  }
  const told = { ...standing, isTold: true, lastToldAt: now };
  return { standing: told, event: "fired", began, tell: true };
}

function onBreach(before: Standing, rules: Rules, now: number): Step {
  if (before.state === "firing") {
    const firing = { ...before, clearSince: null };
    return isOf(before, before.lastToldAt) ? still(firing) : fire(firing, rules, now, false);
  }
  const since = before.state === "pending" ? before.since : now;
  if (now - since >= rules.pendingMinutes * minute) {
    return fire(enter(before, "firing", now), rules, now, true);
  }
  return still(enter(before, "pending", since));
}

/** Who was told that something is wrong is told that it is over: after a silence, where it ended in one. */
function onClear(before: Standing, rules: Rules, now: number): Step {
  if (before.state === "firing") {
    const clearSince = before.clearSince ?? now;
    if (now - clearSince < rules.keepFiringMinutes * minute)
      return still({ ...before, clearSince });
  }
  const tell = before.isTold && !isSilent(rules, now);
  const ok = before.state === "ok" ? before : enter(before, "ok", now);
  const standing = { ...ok, isTold: before.isTold && !tell };
  const ended = before.state === "firing" || (before.isTold && before.state !== "ok");
  return { standing, event: ended || tell ? "resolved" : null, began: false, tell };
}

/**
 * What nothing is known of goes on as it was: silence is no recovery, and a minute without data begins
 * no period anew. Only what does not fire becomes `no_data`, what was pending after ten minutes of it.
 */
function onNoData(before: Standing, rules: Rules, now: number): Step {
  if (before.state === "firing") return still(before);
  if (before.state === "ok") return still(enter(before, "no_data", now));
  const missing = before.state === "pending" ? (before.clearSince ?? now) : before.since;
  if (now - missing < noDataAfter) {
    return still(before.state === "pending" ? { ...before, clearSince: missing } : before);
  }
  const lacking = before.state === "pending" ? enter(before, "no_data", missing) : before;
  const quiet =
    isOf(lacking, lacking.noDataToldAt) ||
    isSilent(rules, now) ||
    isCooling(lacking.noDataToldAt, rules, now);
  if (quiet) return still(lacking);
  const told = { ...lacking, isTold: true, noDataToldAt: now };
  return { standing: told, event: "no_data", began: false, tell: true };
}

const next = { breach: onBreach, clear: onClear, no_data: onNoData };

export const stepAlert = (before: Standing, rules: Rules, seen: Seen, now: number): Step =>
  next[seen](before, rules, now);

const compare: Record<Operator, (value: number, threshold: number) => boolean> = {
  GT: (value, threshold) => value > threshold,
  GTE: (value, threshold) => value >= threshold,
  LT: (value, threshold) => value < threshold,
  LTE: (value, threshold) => value <= threshold,
  EQ: (value, threshold) => value === threshold,
};

/** `quiet`: nothing happened that could be measured, which troubles nobody; null: nothing is known. */
export type Reading = number | "quiet" | null;

export function judge(reading: Reading, operator: Operator, threshold: number): Seen {
  if (reading === null) return "no_data";
  if (reading === "quiet") return "clear";
  return compare[operator](reading, threshold) ? "breach" : "clear";
}
