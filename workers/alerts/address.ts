import { isInner } from "#contract/host";
import type { Env } from "../platform/env.ts";

/** Why nothing is sent there: shown to who asks, so it names no more than they typed. */
export type AddressFault = "not_a_url" | "not_https" | "credentials" | "port" | "host" | "inner";

const slackHosts = ["hooks.slack.com", "hooks.slack-gov.com"];

const listed = (text: string | undefined): string[] =>
  (text ?? "")
    .split(",")
    .map((host) => host.trim().toLowerCase())
    .filter(Boolean);

/**
 * What keeps a webhook from being sent to an address, or null (T-31). A local site may reach
 * anything: it is at its developer's machine.
 */
export function faultOf(
  text: string,
  kind: "SLACK" | "WEBHOOK",
  env: Pick<Env, "ENVIRONMENT" | "ALERT_SLACK_HOSTS" | "PUBLIC_URL">,
): AddressFault | null {
  if (!URL.canParse(text)) return "not_a_url";
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") return "not_https";
  if (url.username !== "" || url.password !== "") return "credentials";
  const host = url.hostname.toLowerCase().replace(/\.$/, "");
  if (kind === "SLACK") {
    const allowed = listed(env.ALERT_SLACK_HOSTS);
    if (!(allowed.length > 0 ? allowed : slackHosts).includes(host)) return "host";
  }
  if (env.ENVIRONMENT === "local") return null;
  if (url.protocol !== "https:") return "not_https";
  if (url.port !== "") return "port";
  if (isInner(host)) return "inner";
  // The site does not call itself: that would be a loop.
  if (env.PUBLIC_URL && new URL(env.PUBLIC_URL).hostname === host) return "inner";
  return null;
}

/** What may be shown of a URL: its host, and the end of what makes it secret. */
export function hintOfUrl(text: string): string {
  const url = new URL(text);
  const rest = `${url.pathname}${url.search}`;
  return rest.length > 12 ? `${url.host}/…${rest.slice(-4)}` : `${url.host}/…`;
}

/** `t…@example.com`, and how many more. */
export function hintOfAddresses(addresses: readonly string[]): string {
  const [first = ""] = addresses;
  const [name = "", host = ""] = first.split("@");
  const more = addresses.length > 1 ? ` +${addresses.length - 1}` : "";
  return `${name.slice(0, 1)}…@${host}${more}`;
}
