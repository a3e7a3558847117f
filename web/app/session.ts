import { createSignal } from "solid-js";
import { getAuthStatus, logout, type Me } from "#contract/auth";
import { call } from "../client/call.ts";

const [me, setMe] = createSignal<Me | null>(null);
const [setupRequired, setSetupRequired] = createSignal(false);

/** Who is signed in; `setupRequired`: nobody can be yet. */
export { me, setMe, setupRequired };

export async function loadMe(): Promise<void> {
  const status = await call(getAuthStatus);
  setSetupRequired(status.setup_required);
  setMe(status.me);
}

const cleanUps = new Set<() => Promise<void>>();

/** Something kept in this browser that must not outlive the sign-in (T-37). */
export function atSignOut(cleanUp: () => Promise<void>): void {
  cleanUps.add(cleanUp);
}

export async function signOut(): Promise<void> {
  await call(logout);
  await Promise.all([...cleanUps].map((cleanUp) => cleanUp()));
  setMe(null);
}

/** Where to go after signing in: a path of this site only. */
export const safeReturn = (path: string | undefined): string =>
  path !== undefined && /^\/(?![/\\])/.test(path) ? path : "/";
