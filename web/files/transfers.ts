import { createSignal } from "solid-js";
import { type ApiError, toApiError } from "../client/error.ts";

/** One upload or import under way, or failed and not yet dismissed. */
export interface Transfer {
  readonly id: number;
  readonly label: string;
  /** Bytes. */
  readonly sent: number;
  readonly total: number;
  readonly error: ApiError | null;
  readonly cancel: () => void;
}

const [transfers, setTransfers] = createSignal<readonly Transfer[]>([]);
export { transfers };

let last = 0;

const change = (id: number, part: Partial<Transfer>) =>
  setTransfers((all) => all.map((one) => (one.id === id ? { ...one, ...part } : one)));

export const dismissTransfer = (id: number): void => {
  setTransfers((all) => all.filter((one) => one.id !== id));
};

export interface TransferControl {
  readonly signal: AbortSignal;
  readonly onProgress: (sent: number, total: number) => void;
}

/** Runs an upload where it can be watched and cancelled. Null: it was cancelled or failed (and says so). */
export async function transfer<T>(
  label: string,
  total: number,
  run: (control: TransferControl) => Promise<T>,
): Promise<T | null> {
  last += 1;
  const id = last;
  const abort = new AbortController();
  setTransfers((all) => [
    ...all,
    { id, label, sent: 0, total, error: null, cancel: () => abort.abort() },
  ]);
  try {
    const result = await run({
      signal: abort.signal,
      onProgress: (sent) => change(id, { sent: Math.min(sent, total) }),
    });
    dismissTransfer(id);
    return result;
  } catch (cause) {
    if (abort.signal.aborted) dismissTransfer(id);
    else change(id, { error: toApiError(cause) });
    return null;
  }
}
