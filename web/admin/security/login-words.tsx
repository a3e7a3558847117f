import { Show } from "solid-js";
import type { AnyLogin } from "#contract/admin-security";
import { t } from "../../i18n/admin-security.ts";
import { displayNames } from "../../i18n/intl.ts";
import { Badge } from "../../ui/Badge.tsx";

const known = (name: string): string => (name === "unknown" ? t("unknown") : name);

export const deviceText = ({ os, browser }: AnyLogin["device_info"]): string =>
  os === browser ? known(os) : `${known(browser)} · ${known(os)}`;

/** A country in the reader's language; Tor and what is no country as it stands. */
export function countryName(code: string): string {
  if (code === "T1") return "Tor";
  try {
    return displayNames({ type: "region" }).of(code) ?? code;
  } catch {
    return code;
  }
}

export const placeText = ({ country, city }: AnyLogin["place"]): string | null =>
  country === null ? null : [city, countryName(country)].filter((part) => part !== null).join(", ");

/** Who is gone has no name; what an administrator did as them stays. */
export const nameOf = ({ name }: { readonly name: string }): string => name || t("goneUser");

export function LoginState(props: { login: AnyLogin }) {
  const ended = () => props.login.logout_reason ?? "EXPIRED";
  return (
    <span class="inline-flex flex-wrap gap-1">
      <Badge tone={props.login.is_active ? "good" : "quiet"}>
        {props.login.is_active ? t("status_active") : t(`ended_${ended()}`)}
      </Badge>
      <Show when={props.login.current}>
        <Badge tone="info">{t("thisOne")}</Badge>
      </Show>
      <Show when={props.login.impersonator}>
        {(who) => (
          <Badge tone="warn" title={who().reason}>
            {t("actedBy", { name: nameOf(who()) })}
          </Badge>
        )}
      </Show>
    </span>
  );
}
