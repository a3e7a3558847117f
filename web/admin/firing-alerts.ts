import { createSignal, onCleanup } from "solid-js";
import { listAlerts } from "#contract/admin-alert";
import { minute } from "../app/durations.ts";
import { whenIdle } from "../app/idle.ts";
import { call } from "../client/call.ts";

const refreshEvery = minute;

const [firingAlerts, setFiring] = createSignal(0);

/** How many alerts fire now. */
export { firingAlerts };

/** A page that has just read the list knows it, too. */
export const noteFiring = (count: number): void => void setFiring(count);

/** Keeps the number fresh while the caller lives and the page is seen. */
export function keepFiringFresh(): void {
  const ask = () => {
    if (document.visibilityState !== "visible") return;
    // Without an answer the last number stands.
    void call(listAlerts, { query: { state: "firing" }, background: true }).then(
      ({ firing }) => setFiring(firing),
      () => undefined,
    );
  };
  const timer = setInterval(ask, refreshEvery);
  const forget = whenIdle(ask);
  onCleanup(() => {
    clearInterval(timer);
    forget();
  });
}
