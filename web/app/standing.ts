import type { Me } from "#contract/auth";

/** Whether the account has something that must be seen on every page: a deadline, or rights that end. */
export const needsBanner = (who: Me | null): boolean =>
  who !== null &&
  who.restricted === null &&
  (who.second_factor_due !== null || who.role_until !== null);
