import type { Me } from "#contract/auth";
import { idleEnd } from "./keep-active.ts";

/** Whether the account has something that must be seen on every page: a deadline, rights or a sign-in that end, support that looks. */
export const needsBanner = (who: Me | null): boolean =>
  who !== null &&
  who.restricted === null &&
  (who.second_factor_due !== null ||
    who.role_until !== null ||
    who.watched_until !== undefined ||
    idleEnd() !== null);
