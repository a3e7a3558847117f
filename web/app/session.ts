import { createSignal, untrack } from "solid-js";
import { type AuthStatus, getAuthStatus, logout, type Me } from "#contract/auth";
import { call, send } from "../client/call.ts";
import { callFor } from "../client/page-person.ts";
import { setMaintenance } from "./maintenance.ts";
import { openPages } from "./open-pages.ts";

/** What a person is told of an account that was shut out. */
export type Held = NonNullable<AuthStatus["held"]>;

const [me, setMe] = createSignal<Me | null>(null);
const [authStatus, setAuthStatus] = createSignal<AuthStatus | null>(null);
const [refused, setRefused] = createSignal<Held | null>(null);

/** Who is signed in; what the site offers to sign in with; why a call was refused to who is shut out. */
export { me, setMe, authStatus, refused, setRefused };

callFor(() => untrack(me)?.id ?? null);

/** Who is there, and in whose place. */
export const whose = (person: Me | null): string =>
  `${person?.id ?? ""} ${person?.acting?.id ?? ""}`;

/** Who was signed in here is shut out, as the server said when it was last asked who is there. */
export const held = (): Held | null => authStatus()?.held ?? null;

/** Nobody can sign in yet: the first administrator is still to be made. */
export const setupRequired = (): boolean => authStatus()?.setup_required ?? false;

/** A private site for one person, where nobody signs in or out. */
export const isAlone = (): boolean => authStatus()?.auth_enabled === false;

/** Somebody who looks around: nothing is made or changed (U-019). */
export const isGuest = (): boolean => me()?.role === "guest";

/** Nothing that was loaded for one person is left to another: all of it goes, and nobody is asked about it. */
function leavePage(): void {
  const unasked = (event: Event) => event.stopImmediatePropagation();
  addEventListener("beforeunload", unasked, { capture: true, once: true });
  location.reload();
}

export async function loadMe(): Promise<void> {
  const status = await call(getAuthStatus);
  const before = untrack(me);
  if (before !== null && whose(before) !== whose(status.me) && !openPages.has(location.pathname)) {
    return leavePage();
  }
  setAuthStatus(status);
  setMaintenance(status.maintenance);
  setMe(status.me);
}

/** Asks whether the page is still of who is signed in; a page that needs nobody goes on with whoever it is. */
export async function lookAgain(): Promise<void> {
  const status = await call(getAuthStatus).catch(() => null);
  if (status === null || whose(status.me) === whose(untrack(me))) return;
  if (openPages.has(location.pathname)) setMe(status.me);
  else leavePage();
}

const cleanUps = new Set<() => Promise<void>>();

/** Something kept in this browser that must not outlive the sign-in (T-37). */
export function atSignOut(cleanUp: () => Promise<void>): void {
  cleanUps.add(cleanUp);
}

/** The account is left in this browser: nothing of it stays. */
export async function forgetPerson(): Promise<void> {
  await Promise.all([...cleanUps].map((cleanUp) => cleanUp()));
  setMe(null);
}

/** Anybody may sign out, but not whom another tab has signed in since (AUTH_024). */
export async function signOut(): Promise<void> {
  const id = untrack(me)?.id;
  await send(logout, {}, id === undefined ? {} : { headers: { "engawa-user": id } });
  await forgetPerson();
  setRefused(null);
  setAuthStatus((known) => known && { ...known, held: null });
}

/** Where to go after signing in: a path of this site only. */
export const safeReturn = (path: string | undefined): string =>
  path !== undefined && /^\/(?![/\\])/.test(path) ? path : "/";
