import type { ErrorCode } from "#contract/errors";
import { AppError } from "./errors.ts";

/** How an object answers over RPC, which strips the fields of thrown errors. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | ({ readonly ok: false; readonly code: ErrorCode } & Partial<
      Pick<AppError, "details" | "issues">
    >);

/** The value, or the AppError it stands for. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new AppError(result.code, result.details, result.issues);
}

/** Runs `work`; an AppError becomes a result, a bug stays thrown. */
export async function attempt<T>(work: () => Promise<T> | T): Promise<Result<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, details, issues } = error;
    return { ok: false, code, ...(details ? { details } : {}), ...(issues ? { issues } : {}) };
  }
}
