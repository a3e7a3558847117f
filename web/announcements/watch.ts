import { createEffect, createRoot, on, onCleanup } from "solid-js";
import { dismissAnnouncement, listCurrentAnnouncements } from "#contract/announcement";
import { minute } from "../app/durations.ts";
import { me } from "../app/session.ts";
import { call } from "../client/call.ts";
import { setAnnouncements } from "./current.ts";

const refreshEvery = 5 * minute;
/** Who looks at the page again sees what is new, but not at every glance. */
const atMostEvery = minute;
let lastRead = 0;

/** Without an answer, what is shown stays. */
export const readAnnouncements = (): Promise<void> => {
  lastRead = Date.now();
  return call(listCurrentAnnouncements, { background: true }).then(
    ({ items }) => void setAnnouncements(items),
    () => undefined,
  );
};

let watching = false;

const reader = () => `${me()?.id} ${me()?.role}`;

/**
 * Keeps what is announced fresh: for each who signs in, and every few minutes while the page is seen.
 * What is `known` for who is here now is not asked again.
 * Answers how to stop.
 */
export function watchAnnouncements(known: boolean): () => void {
  if (watching) return () => {};
  watching = true;
  if (known) lastRead = Date.now();
  return createRoot((stop) => {
    const again = () => {
      const due = Date.now() - lastRead >= atMostEvery;
      if (due && document.visibilityState === "visible") void readAnnouncements();
    };
    const timer = setInterval(again, refreshEvery);
    document.addEventListener("visibilitychange", again);
    onCleanup(() => {
      watching = false;
      clearInterval(timer);
      document.removeEventListener("visibilitychange", again);
    });
    createEffect(on(reader, () => void readAnnouncements(), { defer: known }));
    return stop;
  });
}

/** Gone at once for who put it away; what the server did not take comes back with the next answer. */
export async function putAway(id: string): Promise<void> {
  setAnnouncements((now) => now.filter((one) => one.id !== id));
  await call(dismissAnnouncement, { param: { id } });
}
