/** What an answer says of the site (decision 24). */

/** The refusal of a site closed for maintenance: announced, hence no failure of it. */
export const closedSite = "SERVER_004";

/** 1 to 5, as the status begins; 0: the site was closed. Failures of the site are 5, what it refused is 4. */
export const outcomeOf = (status: number, code: string | null): number =>
  code === closedSite ? 0 : Math.floor(status / 100);
