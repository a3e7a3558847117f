import { type Accessor, createSignal } from "solid-js";
import { type ApiError, toApiError } from "../client/error.ts";

export interface Action<A extends readonly unknown[]> {
  readonly run: (...args: A) => Promise<void>;
  readonly busy: Accessor<boolean>;
  /** Why it failed the last time. */
  readonly error: Accessor<ApiError | null>;
  readonly forget: () => void;
}

/** Something a press starts: says while it runs, and what went wrong. */
export function createAction<A extends readonly unknown[]>(
  work: (...args: A) => Promise<void>,
): Action<A> {
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<ApiError | null>(null);
  const run = async (...args: A) => {
    setBusy(true);
    setError(null);
    try {
      await work(...args);
    } catch (cause) {
      setError(toApiError(cause));
    } finally {
      setBusy(false);
    }
  };
  return { run, busy, error, forget: () => setError(null) };
}
