import { AppError } from "../errors.ts";

/** RATE_001 of a limit that is nobody's setting: how many there may be, and when it is free again (U-092). */
export const tooOften = (limit: number, until: number, now = Date.now()): AppError =>
  new AppError("RATE_001", {
    limit,
    used: limit,
    resets_at: new Date(until).toISOString(),
    retry_after: Math.max(1, Math.ceil((until - now) / 1000)),
  });
