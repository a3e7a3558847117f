import { FindingKind, FindingSeverity, type listAllLogins } from "#contract/admin-security";
import type { QueryInput } from "#contract/endpoint";
import { timeParam } from "../logs/log-query.ts";
import {
  choiceParam,
  numberParam,
  textParam,
  type UrlSpec,
  withFallback,
} from "../parts/url-query.ts";

export const tabs = ["logins", "findings", "violations"] as const;
export type Tab = (typeof tabs)[number];
export const statuses = ["active", "ended", "all"] as const;
export const states = ["open", "dismissed", "all"] as const;
/** Of violations; `recent`: open ones of the last 24 hours, as the overview counts them. */
export const violationStates = ["open", "recent", "dismissed", "all"] as const;

/** All three lists of the page, as they stand in the address. */
export interface SecurityQuery {
  tab: Tab;
  q: string;
  user_id: string;
  ip_address: string;
  login_from: string;
  login_to: string;
  status: (typeof statuses)[number];
  state: (typeof violationStates)[number];
  kind: FindingKind | undefined;
  severity: FindingSeverity | undefined;
  page: number;
  limit: number;
}

export const securityQuery: UrlSpec<SecurityQuery> = {
  tab: withFallback(choiceParam(tabs), "logins"),
  q: textParam(100),
  user_id: textParam(36),
  ip_address: textParam(45),
  login_from: timeParam,
  login_to: timeParam,
  status: withFallback(choiceParam(statuses), "active"),
  state: withFallback(choiceParam(violationStates), "open"),
  kind: choiceParam(FindingKind.options),
  severity: choiceParam(FindingSeverity.options),
  page: withFallback(numberParam(1, 10_000), 1),
  limit: withFallback(numberParam(1, 100), 50),
};

export const noFilters = {
  q: "",
  user_id: "",
  ip_address: "",
  login_from: "",
  login_to: "",
  status: "active",
  state: "open",
  kind: undefined,
  severity: undefined,
} satisfies Partial<SecurityQuery>;

/** Absent where it says nothing. */
export const given = <T extends string>(text: T): T | undefined => (text === "" ? undefined : text);

/** What is typed: a name, or part of one, and `country:JP`. */
export function readSearch(text: string): { q: string; country: string | undefined } {
  const country = /(?:^|\s)country:([a-z]{2})(?=\s|$)/i;
  return { q: text.replace(country, "").trim(), country: country.exec(text)?.[1]?.toUpperCase() };
}

export const toLogins = (query: SecurityQuery): QueryInput<typeof listAllLogins> => ({
  q: given(readSearch(query.q).q),
  country: readSearch(query.q).country,
  user_id: given(query.user_id),
  ip_address: given(query.ip_address),
  login_from: given(query.login_from),
  login_to: given(query.login_to),
  status: query.status,
  page: String(query.page),
  limit: String(query.limit),
});
