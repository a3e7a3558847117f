import type { Language } from "#contract/errors";

/**
 * What nearly every screen shows, without Intl, in the words Intl has for Japanese and English
 * (`plain-format.test.ts` compares them). The first use of Intl, whatever it is of, makes a browser open the data
 * of each of some 800 locales: 13 ms on a fast machine, 130 on a slow one, with the first list still to draw.
 */

const group = (digits: string): string => digits.replace(/\B(?=(?:\d{3})+$)/g, ",");

/** A whole number, in groups of three. */
export const wholeNumber = (value: number): string =>
  (value < 0 ? "-" : "") + group(String(Math.abs(value)));

/** Whole micro-dollars with two to `digits` decimals, of at most six; halves are rounded away from zero. */
export function usd(microUsd: number, digits: number): string {
  const unit = 10 ** (6 - digits);
  const rounded = Math.round(Math.abs(microUsd) / unit);
  const text = String(rounded).padStart(digits + 1, "0");
  const decimals = text.slice(-digits);
  const shown = decimals.slice(0, 2) + decimals.slice(2).replace(/0+$/, "");
  return `${microUsd < 0 && rounded > 0 ? "-" : ""}$${group(text.slice(0, -digits))}.${shown}`;
}

const hour = 3_600_000;

/** Zones that never change their clocks, by their distance from UTC in ms. What is not here is for Intl. */
const steadyZones = new Map([
  ["UTC", 0],
  ["Asia/Tokyo", 9 * hour],
  ["Asia/Seoul", 9 * hour],
  ["Asia/Shanghai", 8 * hour],
  ["Asia/Taipei", 8 * hour],
  ["Asia/Hong_Kong", 8 * hour],
  ["Asia/Singapore", 8 * hour],
  ["Asia/Manila", 8 * hour],
  ["Asia/Bangkok", 7 * hour],
  ["Asia/Ho_Chi_Minh", 7 * hour],
  ["Asia/Jakarta", 7 * hour],
  ["Asia/Kolkata", 5.5 * hour],
  ["Asia/Dubai", 4 * hour],
]);

export const isSteady = (zone: string): boolean => steadyZones.has(zone);

/** From when on those zones have kept their clocks, ms since the epoch. */
const steadySince = Date.UTC(2000, 0, 1);

/** The moment whose UTC clock reads as the zone's does then; undefined where that takes Intl. */
export function onClockOf(zone: string, at: Date): Date | undefined {
  const distance = steadyZones.get(zone);
  return distance !== undefined && at.getTime() >= steadySince
    ? new Date(at.getTime() + distance)
    : undefined;
}

const two = (value: number): string => String(value).padStart(2, "0");

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "2026/11/22", "Nov 22, 2026"; of a moment from `onClockOf`, as all below. */
export const dayText = (at: Date, language: Language): string =>
  language === "ja"
    ? `${at.getUTCFullYear()}/${two(at.getUTCMonth() + 1)}/${two(at.getUTCDate())}`
    : `${months[at.getUTCMonth()]} ${at.getUTCDate()}, ${at.getUTCFullYear()}`;

/** "14:05", "2:05 PM" with a space that does not break; with seconds where `exact`. */
export function clockText(at: Date, language: Language, exact = false): string {
  const hours = at.getUTCHours();
  const rest = `:${two(at.getUTCMinutes())}${exact ? `:${two(at.getUTCSeconds())}` : ""}`;
  return language === "ja"
    ? `${hours}${rest}`
    : `${hours % 12 || 12}${rest}\u00A0${hours < 12 ? "AM" : "PM"}`;
}

export const dayAndClockText = (at: Date, language: Language, exact = false): string =>
  `${dayText(at, language)}${language === "ja" ? "" : ","} ${clockText(at, language, exact)}`;

export type AgoUnit = "minute" | "hour" | "day";

const agoInJapanese = { minute: "分前", hour: "時間前", day: "日前" } as const;

/** "3 minutes ago", "yesterday"; `narrow`: "3m ago". */
export function agoText(
  count: number,
  unit: AgoUnit,
  style: "long" | "narrow",
  language: Language,
): string {
  if (unit === "day" && count === 1) return language === "ja" ? "昨日" : "yesterday";
  if (language === "ja") {
    if (unit === "day" && count === 2) return "一昨日";
    return `${count}${style === "narrow" ? "" : " "}${agoInJapanese[unit]}`;
  }
  return style === "narrow"
    ? `${count}${unit.charAt(0)} ago`
    : `${count} ${unit}${count === 1 ? "" : "s"} ago`;
}
