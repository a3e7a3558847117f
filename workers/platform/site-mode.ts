import type { Env } from "./env.ts";

type Switches = Pick<Env, "ENABLE_AUTH" | "ENVIRONMENT" | "SINGLE_USER_ACKNOWLEDGED">;

/** A private site for one person, without sign-in. */
export const isSingleUser = (env: Pick<Env, "ENABLE_AUTH">): boolean => env.ENABLE_AUTH === "false";

/** What somebody else needs to be there for; `site-mode.test.ts` names all that stays open. */
const closed = [
  /^\/auth\/(?!status$)/,
  /^\/account\/(?!export$)/,
  /^\/requests/,
  /^\/admin\/(users|requests|sessions|security|impersonate|content-access|bulk\/users)(\/|$)/,
];

/** Sign-in, proofs, keys, invitations and people: a site for one person has none of them. */
export const isAboutAccounts = (path: string): boolean => closed.some((one) => one.test(path));

/** Out in the world such a site belongs to whoever finds it: it runs only where that was understood. */
export const isUnguarded = (env: Switches): boolean =>
  isSingleUser(env) && env.ENVIRONMENT !== "local" && env.SINGLE_USER_ACKNOWLEDGED !== "true";

/** Strangers may look around for half an hour (U-018). */
export const isGuestMode = (env: Pick<Env, "ENABLE_AUTH" | "ENABLE_GUEST_MODE">): boolean =>
  env.ENABLE_GUEST_MODE === "true" && !isSingleUser(env);
