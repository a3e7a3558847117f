import { createSignal, onCleanup } from "solid-js";
import { listRequests } from "#contract/access-request";
import { minute } from "../app/durations.ts";
import { whenIdle } from "../app/idle.ts";
import { isAlone } from "../app/session.ts";
import { call } from "../client/call.ts";

const refreshEvery = minute;

const [pendingRequests, setPending] = createSignal(0);

/** How many requests wait for an administrator. */
export { pendingRequests };

/** A page that has just read the list knows it, too. */
export const notePending = (count: number): void => void setPending(count);

/** Keeps the number fresh while the caller lives and the page is seen. */
export function keepPendingFresh(): void {
  const ask = () => {
    // Where nobody signs in, nobody asks.
    if (isAlone() || document.visibilityState !== "visible") return;
    // Without an answer the last number stands.
    void call(listRequests, { query: { status: "pending", limit: "1" } }).then(
      ({ pending }) => setPending(pending),
      () => undefined,
    );
  };
  const timer = setInterval(ask, refreshEvery);
  addEventListener("focus", ask);
  const forget = whenIdle(ask);
  onCleanup(() => {
    clearInterval(timer);
    forget();
    removeEventListener("focus", ask);
  });
}
