/** What people are to hear of a planned maintenance next, from what they were told so far (U-098). */
import { day, minute } from "../../platform/durations.ts";
import type { maintenanceNotice } from "./maintenance-notice.sql.ts";

export type Told = typeof maintenanceNotice.$inferSelect;

/** A time to come, or one that has begun. */
export interface Plan {
  readonly startsAt: Date;
  /** Null: open end. */
  readonly endsAt: Date | null;
}

/** What the site is closed for now. */
export interface Closing extends Plan {
  /** It is what was planned: that began by itself or was taken over by hand. */
  readonly isOfPlan: boolean;
}

/** A row to be told, from its beginning or from where that stands, and those it makes old. */
export interface Telling {
  readonly row: Told;
  readonly moved: readonly Told[];
}

const before = 7 * day;
/** An end that moves by less changes nobody's plans. */
const hardly = 5 * minute;

const same = (a: Date | null, b: Date | null): boolean => a?.getTime() === b?.getTime();

/** Whether somebody expects it: was told of it, and not of its end by everybody's turn. */
function isExpected({ news, lastUserId, finishedAt }: Told): boolean {
  if (news === "moved") return false;
  if (news === "called_off") return finishedAt === null;
  return news === "changed" || finishedAt !== null || lastUserId !== "";
}

const begin = (plan: Plan, news: Told["news"], now: number, upToUserId: string | null = null) => ({
  startsAt: plan.startsAt,
  endsAt: plan.endsAt,
  news,
  begunAt: new Date(now),
  lastUserId: "",
  upToUserId,
  finishedAt: null,
});

/** Where not all of them were told yet, those hear who were. */
const toldUpTo = ({ news, finishedAt, lastUserId, upToUserId }: Told): string | null =>
  news === "planned" && finishedAt === null ? lastUserId : upToUserId;

function callOff(rows: readonly Told[], now: number): Telling | null {
  const row = rows.find(isExpected);
  if (row === undefined) return null;
  if (row.news === "called_off") return { row, moved: [] };
  return { row: begin(row, "called_off", now, toldUpTo(row)), moved: [] };
}

/** Told long before because it was moved, it is told again in its time. */
const isDue = ({ begunAt, finishedAt, startsAt }: Told): boolean =>
  finishedAt === null || (begunAt !== null && begunAt.getTime() < startsAt.getTime() - before);

function endsElse(told: Plan, { endsAt }: Plan): boolean {
  if (told.endsAt === null || endsAt === null) return told.endsAt !== endsAt;
  return Math.abs(told.endsAt.getTime() - endsAt.getTime()) >= hardly;
}

/**
 * What was told and is what closes the site now is moved, wherever that ends; so is what was told of a
 * time in which the site will be closed anyway. Of what is closed as told, another end is news.
 */
function becomeClosing(rows: readonly Told[], closing: Closing, now: number): Telling | null {
  const { startsAt, endsAt, isOfPlan } = closing;
  const own = rows.find((row) => same(row.startsAt, startsAt));
  const isWithin = (row: Told) => endsAt === null || row.startsAt.getTime() < endsAt.getTime();
  const became = (row: Told) => isExpected(row) && (isOfPlan || isWithin(row));
  const moved = rows.filter((row) => row !== own && became(row));
  if (moved.length > 0) return { row: begin(closing, "changed", now), moved };
  if (own && isExpected(own) && endsElse(own, closing)) {
    return { row: begin(closing, "changed", now, toldUpTo(own)), moved };
  }
  return own?.news === "changed" && own.finishedAt === null ? { row: own, moved } : null;
}

function tellPlan(rows: readonly Told[], plan: Plan, now: number): Telling | null {
  const own = rows.find(({ startsAt }) => same(startsAt, plan.startsAt));
  const moved = rows.filter((row) => row !== own && isExpected(row));
  const isNear = plan.startsAt.getTime() - now <= before;
  const stands = own?.news === "planned" || own?.news === "changed";
  if (own && stands && moved.length === 0 && same(own.endsAt, plan.endsAt)) {
    if (!isDue(own)) return null;
    if (own.finishedAt === null) return { row: own, moved };
    return isNear ? { row: begin(plan, "planned", now), moved } : null;
  }
  if (moved.length > 0 || (own && isExpected(own))) {
    return { row: begin(plan, "changed", now), moved };
  }
  return isNear ? { row: begin(plan, "planned", now), moved } : null;
}

/** The plan for later, and what is closed now. */
export interface Holds {
  readonly plan: Plan | null;
  readonly closing: Closing | null;
}

/** `rows`: of starts to come, and of what is closed now. Null: everybody knows. */
export function nextTelling(rows: readonly Told[], holds: Holds, now: number): Telling | null {
  const { plan, closing } = holds;
  const toCome = rows.filter(({ startsAt }) => startsAt.getTime() > now);
  if (plan !== null) {
    // What is to come is the plan's to tell.
    const begun = rows.filter((row) => !toCome.includes(row));
    return tellPlan(toCome, plan, now) ?? (closing && becomeClosing(begun, closing, now));
  }
  return (closing && becomeClosing(rows, closing, now)) ?? callOff(toCome, now);
}
