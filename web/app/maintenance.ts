import { createSignal, onCleanup } from "solid-js";
import type { Me } from "#contract/auth";
import { getMaintenance, type Maintenance } from "#contract/maintenance";
import { call } from "../client/call.ts";
import { day, minute } from "./durations.ts";

const [maintenance, setMaintenance] = createSignal<Maintenance | null>(null);

/** What is, or will be, closed (T-26); null until that is known. Open chats hear of a change at once. */
export { maintenance, setMaintenance };

export async function loadMaintenance(): Promise<void> {
  setMaintenance(await call(getMaintenance, { background: true }));
}

const asksEvery = minute;
/** How long before it people are told on every page (U-098). */
const toldBefore = 7 * day;

/** Asks again now and then, while somebody looks. */
export function followMaintenance(): void {
  const ask = () => {
    if (document.visibilityState === "visible") void loadMaintenance().catch(() => undefined);
  };
  const asking = setInterval(ask, asksEvery);
  document.addEventListener("visibilitychange", ask);
  onCleanup(() => {
    clearInterval(asking);
    document.removeEventListener("visibilitychange", ask);
  });
}

const works = (now: Maintenance, who: Me | null, path: string): boolean =>
  who?.role === "admin" && (now.allow_admin_access || path.startsWith("/admin/settings"));

/** Whether nothing on this page works, for this person. */
export function isClosed(who: Me | null, path: string): boolean {
  const now = maintenance();
  return now !== null && now.active && !works(now, who, path);
}

/** Whether people on every page must know: it is on, or comes within the week. */
export function isAnnounced(now: Maintenance | null): boolean {
  if (now === null) return false;
  if (now.active) return true;
  return now.starts_at !== null && Date.parse(now.starts_at) - Date.now() < toldBefore;
}
