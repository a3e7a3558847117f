import { conductWords } from "#contract/conduct";
import type { Notice } from "#contract/notice";
import { t as account } from "../i18n/account.ts";
import { language } from "../i18n/language.ts";
import { dayAndTime, moneyBeside } from "../i18n/format.ts";
import { t } from "../i18n/notices.ts";
import { rulesPage } from "./open-pages.ts";

const roles = { admin: "role_admin", user: "role_user", guest: "role_guest" } as const;
const requests = { elevation: "request_elevation", budget: "request_budget" } as const;
const changes = {
  totp_added: "change_totp_added",
  totp_removed: "change_totp_removed",
  passkey_added: "change_passkey_added",
  passkey_removed: "change_passkey_removed",
  recovery_codes_renewed: "change_recovery_codes_renewed",
  reset: "change_reset",
} as const;

const pick = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

const moment = (at: unknown): string => (typeof at === "string" ? dayAndTime(at) : t("undecided"));

/** What a notice tells, in the reader's language; facts it lacks are left open. */
export function noticeText(notice: Notice): string {
  const fact = (name: string): string => String(notice.data[name] ?? "?");
  const sumOf = (name: string): number => Number(notice.data[name] ?? Number.NaN);
  const [spent, budget] = [sumOf("spent_micro_usd"), sumOf("budget_micro_usd")];
  const left = Math.max(0, budget - spent);
  const sum = (value: number, beside: readonly number[], round?: typeof Math.floor): string =>
    Number.isNaN(value) ? "?" : moneyBeside(value, beside, round);
  const request = pick(requests, fact("request"));
  const change = pick(changes, fact("change"));
  const role = pick(roles, fact("role"));
  const until = notice.data["until"];
  const withKeys = notice.kind === "password_changed" && notice.data["revoked"] !== undefined;
  const text = t(withKeys ? "password_changed_keys" : notice.kind, {
    keys: fact("revoked"),
    name: typeof notice.data["user"] === "string" ? fact("user") : fact("name"),
    kind: conductWords(fact("kind"), language()),
    percent: fact("percent"),
    spent: sum(spent, [budget]),
    budget: sum(budget, [spent, left]),
    left: sum(left, [budget], Math.floor),
    device: /unknown/.test(fact("device")) ? t("unknownDevice") : fact("device"),
    ip: fact("ip"),
    account: fact("account"),
    count: Number(notice.data["sessions"] ?? 0),
    value: fact("value"),
    threshold: fact("threshold"),
    project: fact("project"),
    provider: fact("provider"),
    email: fact("email"),
    request: request === undefined ? fact("request") : t(request),
    change: change === undefined ? fact("change") : t(change),
    role: role === undefined ? fact("role") : account(role),
    until: typeof until === "string" ? dayAndTime(until) : "?",
    start: moment(notice.data["starts_at"]),
    end: moment(notice.data["ends_at"]),
  });
  const { examples } = notice.data;
  if (typeof examples === "string") return `${text} ${t("examples", { text: examples })}`;
  const note = notice.data["note"] ?? notice.data["reason"];
  return typeof note === "string" && note !== "" ? `${text} ${t("note", { text: note })}` : text;
}

const pages: Partial<Record<Notice["kind"], string>> = {
  budget_warning: "/account/usage",
  budget_exhausted: "/account/usage",
  limits_changed: "/account/usage",
  request_approved: "/account/requests",
  request_rejected: "/account/requests",
  elevation_ended: "/account/requests",
  new_login: "/account/sign-ins",
  password_changed: "/account/security",
  second_factor_changed: "/account/security",
  api_key_created: "/account/keys",
  api_key_unused: "/account/keys",
  api_key_revoked: "/account/keys",
  own_api_key_revoked: "/account/keys",
  api_keys_revoked: "/account/keys",
  identity_linked: "/account/security",
  identity_unlinked: "/account/security",
  email_changed: "/account/profile",
  violation_warning: rulesPage,
  account_suspended: rulesPage,
};

/** Where to look: a page of this site, or nothing. */
export const noticeLink = (notice: Notice): string | null =>
  pages[notice.kind] ?? (notice.link?.startsWith("/") === true ? notice.link : null);
