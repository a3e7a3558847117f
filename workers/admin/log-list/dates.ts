import { day } from "../../platform/durations.ts";
import { AppError } from "../../platform/errors.ts";

/** Where an instant names no zone, the site's is meant. */
const siteZone = "+09:00";

/** The time from `start` to `end`, both included; a day means all of it. Throws REQUEST_001. */
export function spanOf(
  start: string | undefined,
  end: string | undefined,
): { from: number | null; to: number | null } {
  return {
    from: start === undefined ? null : read(start, "start_date").from,
    to: end === undefined ? null : read(end, "end_date").to,
  };
}

function read(text: string, name: string): { from: number; to: number } {
  const isDay = text.length === 10;
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/.test(text.slice(10));
  const at = Date.parse(isDay ? `${text}T00:00:00${siteZone}` : zoned ? text : text + siteZone);
  if (Number.isNaN(at)) {
    throw new AppError("REQUEST_001", undefined, [
      { path: `query.${name}`, message: "no such date" },
    ]);
  }
  const length = isDay
    ? day
    : /T\d{2}:\d{2}($|[Z+-])/.test(text)
      ? 60_000
      : /\.\d/.test(text)
        ? 1
        : 1000;
  return { from: at, to: at + length };
}
