/** IP addresses as numbers, so that a list of ranges can be compared with them (U-055). */
interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

export interface AddressRange extends Address {
  readonly prefix: number;
}

/** Four decimal bytes; a leading zero would be octal elsewhere, so it is none here. */
function parseV4(text: string): bigint | null {
  const parts = text.split(".");
  if (parts.length !== 4) return null;
  let value = 0n;
  for (const part of parts) {
    if (!/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return null;
    value = value * 256n + BigInt(part);
  }
  return value;
}

/** Groups of one side of `::`; an IPv4 address may stand for the last two. */
function parseGroups(text: string, last: boolean): bigint[] | null {
  if (text === "") return [];
  const groups: bigint[] = [];
  const parts = text.split(":");
  for (const [at, part] of parts.entries()) {
    if (last && at === parts.length - 1 && part.includes(".")) {
      const v4 = parseV4(part);
      if (v4 === null) return null;
      groups.push(v4 >> 16n, v4 & 0xffffn);
    } else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(BigInt(`0x${part}`));
    else return null;
  }
  return groups;
}

function parseV6(text: string): bigint | null {
  const sides = text.split("::");
  if (sides.length > 2) return null;
  const head = parseGroups(sides[0] ?? "", sides.length === 1);
  const tail = parseGroups(sides[1] ?? "", true);
  if (head === null || tail === null) return null;
  const missing = 8 - head.length - tail.length;
  if (sides.length === 1 ? missing !== 0 : missing < 1) return null;
  const groups = [...head, ...Array<bigint>(missing).fill(0n), ...tail];
  return groups.reduce((sum, group) => sum * 0x10000n + group, 0n);
}

/** `::ffff:a.b.c.d` is the IPv4 address it carries. */
const mapped = 0xffffn << 32n;

function parseAddress(text: string): Address | null {
  if (!text.includes(":")) {
    const value = parseV4(text);
    return value === null ? null : { bits: 32, value };
  }
  const value = parseV6(text);
  if (value === null) return null;
  if (value >> 32n === mapped >> 32n) return { bits: 32, value: value & 0xffffffffn };
  return { bits: 128, value };
}

const cut = (value: bigint, bits: number, prefix: number): bigint => {
  const rest = BigInt(bits - prefix);
  return (value >> rest) << rest;
};

/**
 * An address, or a range as CIDR. Bits beyond the prefix are dropped. Null where it is neither;
 * a mapped IPv4 range must lie within the mapped ones.
 */
export function parseRange(text: string): AddressRange | null {
  const [address, prefix, ...more] = text.split("/");
  const parsed = parseAddress(address ?? "");
  if (!parsed || more.length > 0) return null;
  if (prefix === undefined) return { ...parsed, prefix: parsed.bits };
  if (!/^(0|[1-9]\d{0,2})$/.test(prefix)) return null;
  const wasMapped = parsed.bits === 32 && (address ?? "").includes(":");
  const length = Number(prefix) - (wasMapped ? 96 : 0);
  if (length < 0 || length > parsed.bits) return null;
  return { ...parsed, value: cut(parsed.value, parsed.bits, length), prefix: length };
}

function showV6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, at) =>
    ((value >> BigInt(112 - 16 * at)) & 0xffffn).toString(16),
  );
  // RFC 5952: the longest run of two or more zero groups, the first of equals, becomes `::`.
  const runs = [...groups.join(":").matchAll(/(?<![0-9a-f])0(?::0)+(?![0-9a-f])/g)];
  const longest = runs.sort((a, b) => b[0].length - a[0].length || a.index - b.index)[0];
  const text = groups.join(":");
  if (!longest) return text;
  const head = text.slice(0, longest.index).replace(/:$/, "");
  const tail = text.slice(longest.index + longest[0].length).replace(/^:/, "");
  return `${head}::${tail}`;
}

/** One spelling for one range. */
export function showRange({ bits, value, prefix }: AddressRange): string {
  const address =
    bits === 32
      ? [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join(".")
      : showV6(value);
  return prefix === bits ? address : `${address}/${prefix}`;
}

/** Whether an address is in one of the ranges, each as `showRange` wrote it. */
export function isAllowed(address: string, ranges: readonly string[]): boolean {
  const found = parseAddress(address.trim());
  if (!found) return false;
  return ranges.some((text) => {
    const range = parseRange(text);
    if (!range || range.bits !== found.bits) return false;
    return cut(found.value, found.bits, range.prefix) === range.value;
  });
}
