/** The eight groups of an IPv6 address; its zone and an IPv4 tail are read, too. */
function groupsOf(address: string): string[] {
  const [head = "", tail] = address.split("%")[0]?.split("::") ?? [];
  const parts = (text: string) => text.split(":").filter((part) => part !== "");
  const [left, right] = [parts(head), tail === undefined ? [] : parts(tail)];
  const gap = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  return [...left, ...Array.from({ length: gap }, () => "0"), ...right];
}

/**
 * The network a stranger's address counts as: /24 of IPv4, /64 of IPv6, since whoever has one
 * address there has the others (T-17). `local` where the request has no address.
 */
export function networkOf(ip: string | null): string {
  if (ip === null || ip === "") return "local";
  const four = /(?:^|:)(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.\d{1,3}$/.exec(ip);
  if (four) return `${four.slice(1, 4).join(".")}.0/24`;
  const groups = groupsOf(ip.toLowerCase()).slice(0, 4);
  return `${groups.map((group) => group.replace(/^0+(?=.)/, "")).join(":")}::/64`;
}
