/** Names of hosts on the network: which are nobody else's to reach, and which a list of domains means. */

/** Loopback, private, link-local, shared, documentation, multicast and reserved (RFC 6890). */
function isInnerV4(host: string): boolean {
  const parts = host.split(".").map(Number);
  const [a = 0, b = 0, c = 0] = parts;
  return (
    a === 0 ||
    a === 10 ||
    a === 127 ||
    a >= 224 ||
    (a === 100 && b >= 64 && b <= 127) ||
    (a === 169 && b === 254) ||
    (a === 172 && b >= 16 && b <= 31) ||
    (a === 192 && b === 168) ||
    (a === 192 && b === 0 && (c === 0 || c === 2)) ||
    (a === 192 && b === 88 && c === 99) ||
    (a === 198 && (b === 18 || b === 19)) ||
    (a === 198 && b === 51 && c === 100) ||
    (a === 203 && b === 0 && c === 113)
  );
}

const innerNames =
  /^(localhost|.*\.(localhost|local|localdomain|internal|intranet|lan|home|corp|arpa|test|invalid|onion))$/;

/** Names out in the world that are made to resolve to whatever address stands in them, or to this machine. */
const rebound =
  /^(?:.*\.)?(?:nip\.io|sslip\.io|xip\.io|xip\.name|traefik\.me|localtest\.me|lvh\.me|vcap\.me|fuf\.me|lacolhost\.com|local\.gd|localho\.st|backname\.io|1u\.ms|rbndr\.us)$/;

/** Whether a host, as the URL parser writes it, is an address in figures and no name. */
export const isAddress = (host: string): boolean =>
  host.startsWith("[") || /^\d+\.\d+\.\d+\.\d+$/.test(host);

/**
 * Whether a host is one of somebody's own network. An address in figures is judged as the URL parser
 * writes it, which has undone octal, hexadecimal and whole numbers; IPv6 is refused altogether.
 */
export function isInner(host: string): boolean {
  if (host.startsWith("[")) return true;
  if (isAddress(host)) return isInnerV4(host);
  return !host.includes(".") || innerNames.test(host) || rebound.test(host);
}

/** A host in its one spelling: small letters, punycode, no dot at its end. Takes what `URL.hostname` gives. */
export const plainHost = (host: string): string => host.toLowerCase().replace(/\.$/, "");

const label = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;

/**
 * `example.com`, or `*.example.com` for every name below it, in its one spelling. Null for what is no
 * name of a host out in the world, and for a star over a whole top-level domain.
 */
export function readDomain(text: string): string | null {
  const trimmed = text.trim();
  const below = trimmed.startsWith("*.");
  const name = below ? trimmed.slice(2) : trimmed;
  if (name === "" || /[\s/\\?#@:%[\]*<>^|]/.test(name)) return null;
  if (!URL.canParse(`https://${name}`)) return null;
  const host = plainHost(new URL(`https://${name}`).hostname);
  const labels = host.split(".");
  if (host.length > 253 || labels.length < 2 || !labels.every((one) => label.test(one)))
    return null;
  if (isAddress(host) || isInner(host)) return null;
  return below ? `*.${host}` : host;
}

/** Whether a domain as `readDomain` gives it covers a host as `plainHost` gives it. */
export const coversHost = (domain: string, host: string): boolean =>
  domain.startsWith("*.") ? host.endsWith(domain.slice(1)) : domain === host;
