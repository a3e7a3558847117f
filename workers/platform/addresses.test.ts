import { expect, test } from "vitest";
import { isAllowed, parseRange, showRange } from "./addresses.ts";

const normal = (text: string) => {
  const range = parseRange(text);
  return range && showRange(range);
};

test.each([
  ["192.0.2.1", "192.0.2.1"],
  ["192.0.2.77/24", "192.0.2.0/24"],
  ["10.0.0.0/8", "10.0.0.0/8"],
  ["0.0.0.0/0", "0.0.0.0/0"],
  ["192.0.2.1/32", "192.0.2.1"],
  ["2001:DB8:0:0:0:0:0:1", "2001:db8::1"],
  ["2001:db8:0:1:0:0:0:1", "2001:db8:0:1::1"],
  ["2001:0:0:1:0:0:0:1", "2001:0:0:1::1"],
  ["2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
  ["2001:db8:10:0:0:1:0:0", "2001:db8:10::1:0:0"],
  ["2001:db8:ffff::/32", "2001:db8::/32"],
  ["::", "::"],
  ["::1", "::1"],
  ["1::", "1::"],
  ["::/0", "::/0"],
  ["64:ff9b::192.0.2.33", "64:ff9b::c000:221"],
  ["::ffff:192.0.2.1", "192.0.2.1"],
  ["::ffff:c000:201", "192.0.2.1"],
  ["::ffff:192.0.2.0/120", "192.0.2.0/24"],
])("%s is %s", (given, shown) => {
  expect(normal(given)).toBe(shown);
  expect(normal(shown)).toBe(shown);
});

test.each([
  "",
  "localhost",
  "192.0.2",
  "192.0.2.256",
  "192.0.2.01",
  "192.0.2.1.1",
  "0x7f.0.0.1",
  "192.0.2.1/33",
  "192.0.2.1/-1",
  "192.0.2.1/",
  "192.0.2.1/024",
  "192.0.2.1/24/24",
  "192.0.2.0/255.255.255.0",
  "1:2:3:4:5:6:7",
  "1:2:3:4:5:6:7:8:9",
  "1:2:3:4:5:6:7::8",
  "1::2::3",
  ":::",
  ":1",
  "1:",
  "12345::",
  "g::",
  "fe80::1%eth0",
  "::1/129",
  "192.0.2.1::",
  "::192.0.2.1:1",
  "::ffff:192.0.2.0/64",
  "[::1]",
  " 192.0.2.1 x",
])("%s is no address", (given) => {
  expect(parseRange(given)).toBeNull();
});

test("an address is allowed by its range and by no other", () => {
  const list = ["192.0.2.0/24", "2001:db8::/32", "198.51.100.7"];
  for (const yes of ["192.0.2.0", "192.0.2.255", "2001:DB8:ffff::1", "198.51.100.7"]) {
    expect(isAllowed(yes, list), yes).toBe(true);
  }
  for (const no of ["192.0.3.0", "192.0.1.255", "2001:db9::", "198.51.100.8", "unknown", ""]) {
    expect(isAllowed(no, list), no).toBe(false);
  }
});

test("an IPv4 address is the same however it is written; everything IPv6 is not everything", () => {
  expect(isAllowed("::ffff:192.0.2.9", ["192.0.2.0/24"])).toBe(true);
  expect(isAllowed("192.0.2.9", ["::/0"])).toBe(false);
  expect(isAllowed("::1", ["0.0.0.0/0"])).toBe(false);
  expect(isAllowed("::192.0.2.9", ["192.0.2.0/24"])).toBe(false);
});
