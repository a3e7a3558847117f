import { coversHost, isAddress, isInner, plainHost } from "#contract/host";

/** Why nothing is fetched from there. All but `not_listed` try what no honest page needs. */
export type AddressFault =
  | "not_a_url"
  | "too_long"
  | "scheme"
  | "credentials"
  | "port"
  | "address"
  | "inner"
  | "own_site"
  | "not_listed";

/** What the site's administrators and its operator say. */
export interface WebRules {
  /** As `readDomain` gives them; none: nothing is fetched. */
  readonly domains: readonly string[];
  /** The host people reach the site by, where it is known. */
  readonly own: string | null;
}

export type CheckedAddress =
  /** `url` is what is fetched: https, port 443, without a fragment, its host in its one spelling. */
  | { readonly url: URL; readonly host: string; readonly fault: null }
  /** `host` is null where none could be made out. */
  | { readonly url: null; readonly host: string | null; readonly fault: AddressFault };

const maxChars = 2000;

const refused = (fault: AddressFault, host: string | null = null): CheckedAddress => ({
  url: null,
  host: host === null ? null : host.slice(0, 253),
  fault,
});

/**
 * Judges an address as the URL parser reads it, which is what `fetch` reads: other spellings of a
 * host (octal, wide characters, percent signs, backslashes) are gone by then (T-05).
 */
export function checkAddress(text: string, { domains, own }: WebRules): CheckedAddress {
  if (text.length > maxChars) return refused("too_long");
  if (!URL.canParse(text)) return refused("not_a_url");
  const url = new URL(text);
  const host = plainHost(url.hostname);
  if (url.protocol !== "https:" && url.protocol !== "http:") return refused("scheme");
  if (url.username !== "" || url.password !== "") return refused("credentials", host);
  url.protocol = "https:";
  if (url.port !== "") return refused("port", host);
  if (isAddress(host)) return refused("address", host);
  if (isInner(host)) return refused("inner", host);
  if (host === own) return refused("own_site", host);
  if (!domains.some((domain) => coversHost(domain, host))) return refused("not_listed", host);
  url.hostname = host;
  url.hash = "";
  // Measured as it is shown and sent: percent signs make it grow.
  return url.href.length > maxChars ? refused("too_long", host) : { url, host, fault: null };
}

const reasons: Record<AddressFault, string> = {
  not_a_url: "it is not an absolute URL",
  too_long: `it is longer than ${maxChars} characters`,
  scheme: "only https is fetched",
  credentials: "it carries a name or a password",
  port: "only the standard port of https is fetched",
  address: "its host is an address in figures, not a name",
  inner: "its host belongs to a private network",
  own_site: "its host is this site itself",
  not_listed: "its host is not on the list of domains an administrator allowed",
};

/** For the model. */
export const addressRefusal = (fault: AddressFault): string =>
  `Not fetched: ${reasons[fault]}. Do not try the same by another spelling; say what you need, or go on without it.`;
