const day = 86_400_000;

/** How long sums are kept, milliseconds; what is of whole days without people stays for ever (C-10). */
export const keptFor = {
  minutes: 2 * day,
  /** The same day of the year before is among them, whole, also after a leap day. */
  hours: 367 * day,
  routeDays: 400 * day,
  personDays: 400 * day,
  personMonths: 760 * day,
} as const;
