import type { Finding, FindingSeverity } from "#contract/admin-security";
import { conductWords } from "#contract/conduct";
import { t } from "../../i18n/admin-security.ts";
import { count } from "../../i18n/format.ts";
import { language } from "../../i18n/language.ts";
import type { Tone } from "../../ui/Badge.tsx";
import { countryName } from "./login-words.tsx";

export const toneOf: Record<FindingSeverity, Tone> = { low: "quiet", medium: "warn", high: "bad" };

/** What happened, in the reader's words. */
export function findingText({ kind, detail }: Finding): string {
  const number = (name: string): number => Number(detail[name] ?? 0);
  const text = (name: string): string => String(detail[name] ?? t("unknown"));
  const country = (name: string): string =>
    typeof detail[name] === "string" ? countryName(detail[name]) : t("unknown");
  switch (kind) {
    case "many_failures":
      return t("say_many_failures", {
        failures: number("failures"),
        addresses: number("addresses"),
      });
    case "address_failures":
      return t("say_address_failures", {
        failures: number("failures"),
        successes: number("successes"),
      });
    case "password_spraying":
      return t("say_password_spraying", {
        failures: number("failures"),
        accounts: number("accounts"),
        unknown: number("unknown"),
      });
    case "new_country":
      return t(number("known_device") > 0 ? "say_new_country_known" : "say_new_country", {
        country: country("country"),
        usual: country("usual"),
      });
    case "impossible_travel":
      return t("say_impossible_travel", {
        from: text("from"),
        to: text("to"),
        km: count(number("km")),
        minutes: number("minutes"),
      });
    case "many_addresses":
      return t("say_many_addresses", {
        addresses: number("addresses"),
        devices: number("devices"),
        countries: number("countries"),
      });
    case "revoked_key":
      return t(number("known_address") > 0 ? "say_revoked_key_known" : "say_revoked_key", {
        key: text("key"),
      });
    case "agent_commands":
      return t("say_agent_commands", { commands: number("commands"), examples: text("examples") });
    case "after_warning":
      return t("say_after_warning", {
        conduct: conductWords(text("conduct"), language()),
        number: number("count"),
        examples: text("examples"),
      });
  }
}

/** Where the records of it are. */
export const recordsOf = ({ kind, user, ip_address }: Finding): string => {
  const action = kind === "revoked_key" ? "KEY_REFUSED" : "LOGIN_FAILED";
  const unfailing = [
    "new_country",
    "impossible_travel",
    "many_addresses",
    "agent_commands",
    "after_warning",
  ];
  const isFailure = !unfailing.includes(kind);
  const query = new URLSearchParams({
    ...(user === null ? {} : { user_id: user.id }),
    ...(isFailure ? { action } : {}),
    ...(user === null && ip_address !== null && !ip_address.includes("/") ? { ip_address } : {}),
  });
  return `/admin/audit?${query.toString()}`;
};
