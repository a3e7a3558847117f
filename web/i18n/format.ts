import { createSignal } from "solid-js";
import { legibleUsd } from "#contract/legible-usd";
import { t } from "./common.ts";
import { dateFormat, numberFormat } from "./intl.ts";
import { language } from "./language.ts";
import {
  type AgoUnit,
  agoText,
  clockText,
  dayAndClockText,
  dayText,
  onClockOf,
  usd,
  wholeNumber,
} from "./plain-format.ts";

const [zone, setTimeZone] = createSignal<string | null>(null);

let zoneOfBrowser: string | undefined;

/** The zone of every date on the screen: the account's, and the browser's until that is known. */
export const timeZone = (): string =>
  zone() ?? (zoneOfBrowser ??= dateFormat({}, "en").resolvedOptions().timeZone || "Asia/Tokyo");

export { setTimeZone };

type Instant = string | number | Date;

/** AM and PM stay with their time, wherever a line ends. */
const unbroken = (text: string): string => text.replace(/\s(?=[AP]M\b)/, "\u00A0");

/** By `plain` where the zone's clock is known without Intl, else by Intl's `options`. */
function inZone(
  at: Instant,
  plain: (at: Date) => string,
  options: Intl.DateTimeFormatOptions,
  inLanguage = language(),
): string {
  const moment = new Date(at);
  const there = onClockOf(timeZone(), moment);
  return there === undefined
    ? unbroken(dateFormat({ timeZone: timeZone(), ...options }, inLanguage).format(moment))
    : plain(there);
}

/** The whole date and time, for a hover. */
export const dateTime = (at: Instant): string =>
  inZone(at, (there) => dayAndClockText(there, language(), true), {
    dateStyle: "medium",
    timeStyle: "medium",
  });

/** The day alone. */
export const day = (at: Instant): string =>
  inZone(at, (there) => dayText(there, language()), { dateStyle: "medium" });

/** A month given as `2026-11`, in words. */
export const monthName = (month: string): string =>
  dateFormat({ year: "numeric", month: "long", timeZone: "UTC" }).format(new Date(`${month}-01`));

/** The day and the minute. */
export const dayAndTime = (at: Instant): string =>
  inZone(at, (there) => dayAndClockText(there, language()), {
    dateStyle: "medium",
    timeStyle: "short",
  });

/** When something comes: the time alone while it is near, else with its day. */
export const coming = (at: Instant, now: number = Date.now()): string =>
  new Date(at).getTime() - now < 20 * 3_600_000 ? clock(at) : dayAndTime(at);

export const clock = (at: Instant, inLanguage = language()): string =>
  inZone(at, (there) => clockText(there, inLanguage), { timeStyle: "short" }, inLanguage);

const units: readonly [AgoUnit, number][] = [
  ["minute", 60_000],
  ["hour", 3_600_000],
  ["day", 86_400_000],
];

/** Near: "3 minutes ago", "yesterday"; past a week: the date. `narrow` is for lists: "3m ago". */
export function relative(
  at: Instant,
  style: "long" | "narrow" = "long",
  now: number = Date.now(),
): string {
  const past = now - new Date(at).getTime();
  if (past < 45_000) return t("justNow");
  if (past > 7 * 86_400_000) return day(at);
  const [unit, size] = units.findLast(([, ms]) => past >= ms) ?? ["minute" as const, 60_000];
  return agoText(Math.max(1, Math.round(past / size)), unit, style, language());
}

const steps = ["B", "KB", "MB", "GB", "TB"];

/** Powers of 1024, one decimal from KB up. */
export function bytes(count: number): string {
  const step = count < 1024 ? 0 : Math.min(4, Math.floor(Math.log2(count) / 10));
  const value = count / 1024 ** step;
  return `${step === 0 ? value : Number(value.toFixed(1))} ${steps[step]}`;
}

export const count = (value: number): string =>
  Number.isSafeInteger(value) ? wholeNumber(value) : numberFormat({}).format(value);

const dollars = (microUsd: number, digits: number): string =>
  Number.isSafeInteger(microUsd)
    ? usd(microUsd, digits)
    : numberFormat({
        style: "currency",
        currency: "USD",
        minimumFractionDigits: 2,
        maximumFractionDigits: digits,
      }).format(microUsd / 1_000_000);

/** Integer micro-dollars, for tables: to the cent; sums under a cent as they are. */
export const money = (microUsd: number): string =>
  dollars(microUsd, microUsd !== 0 && microUsd < 10_000 ? 6 : 2);

/** The same for a sentence, told apart from the amounts `beside` it. */
export const moneyBeside = (...amount: Parameters<typeof legibleUsd>): string =>
  dollars(legibleUsd(...amount), 6);
