import { createSignal } from "solid-js";
import { getAuthStatus, logout, type Me } from "#contract/auth";
import type { OutputOf } from "#contract/endpoint";
import { call } from "../client/call.ts";

export type AuthStatus = OutputOf<typeof getAuthStatus>;

const [me, setMe] = createSignal<Me | null>(null);
const [authStatus, setAuthStatus] = createSignal<AuthStatus | null>(null);
const [suspension, setSuspension] = createSignal<{ readonly until: string | null } | null>(null);

/** Who is signed in; what the site offers to sign in with; whether the account is suspended. */
export { me, setMe, authStatus, suspension, setSuspension };

/** Nobody can sign in yet: the first administrator is still to be made. */
export const setupRequired = (): boolean => authStatus()?.setup_required ?? false;

/** A private site for one person, where nobody signs in or out. */
export const isAlone = (): boolean => authStatus()?.auth_enabled === false;

export async function loadMe(): Promise<void> {
  const status = await call(getAuthStatus);
  setAuthStatus(status);
  setMe(status.me);
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

export async function signOut(): Promise<void> {
  await call(logout);
  await forgetPerson();
}

/** Where to go after signing in: a path of this site only. */
export const safeReturn = (path: string | undefined): string =>
  path !== undefined && /^\/(?![/\\])/.test(path) ? path : "/";
