import { minute } from "../../app/durations.ts";
import { timeZone } from "../../i18n/format.ts";
import { dateFormat } from "../../i18n/intl.ts";

/** The wall clock of a zone at an instant, as if it were UTC. */
function wallClock(at: number, zone: string): number {
  const parts = dateFormat(
    {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
    },
    "en",
  ).formatToParts(at);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"));
}

/** An instant as a `datetime-local` field holds it, in the reader's zone. */
export const toLocalInput = (at: string, zone: string = timeZone()): string =>
  new Date(wallClock(Date.parse(at), zone)).toISOString().slice(0, 16);

/** The instant of such a field; null where it holds none. */
export function toInstant(text: string, zone: string = timeZone()): string | null {
  const wall = Date.parse(`${text}Z`);
  if (Number.isNaN(wall)) return null;
  // Twice, since the offset at the first guess may be that of the other side of a clock change.
  const guess = wall - (wallClock(wall, zone) - wall);
  const at = wall - (wallClock(guess, zone) - guess);
  return new Date(at).toISOString();
}

/** The next regular window: 02:00 to 04:00 in Japan on a month's second Sunday, a week ahead or more (U-098). */
export function nextRegularWindow(now: number): { starts_at: string; ends_at: string } {
  const japan = 9 * 60 * minute;
  const first = new Date(now + japan);
  for (let ahead = 0; ; ahead += 1) {
    const month = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + ahead, 1));
    const sunday = 1 + ((7 - month.getUTCDay()) % 7) + 7;
    const starts = month.getTime() + (sunday - 1) * 24 * 60 * minute + 120 * minute - japan;
    if (starts - now < 7 * 24 * 60 * minute) continue;
    return {
      starts_at: new Date(starts).toISOString(),
      ends_at: new Date(starts + 120 * minute).toISOString(),
    };
  }
}
