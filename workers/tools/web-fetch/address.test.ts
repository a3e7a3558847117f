import { describe, expect, test } from "vitest";
import { readDomain } from "#contract/host";
import { checkAddress } from "./address.ts";

const rules = {
  domains: ["docs.example.com", "*.example.net", "xn--wgv71a119e.example"],
  own: "engawa.example.net",
};
const check = (text: string) => checkAddress(text, rules);
const all = {
  domains: ["*.com", "*.io", "localtest.me", "*.example", "*.net", "*.localhost", "*.internal"],
  own: null,
};

describe("what is fetched is what the list names, over https on its port", () => {
  test.each([
    ["https://docs.example.com/a?b=c#d", "https://docs.example.com/a?b=c"],
    ["http://docs.example.com/a", "https://docs.example.com/a"],
    ["http://docs.example.com:80/a", "https://docs.example.com/a"],
    ["HTTPS://DOCS.EXAMPLE.COM.:443/", "https://docs.example.com/"],
    ["https:\\\\docs.example.com\\a", "https://docs.example.com/a"],
    ["https://docs。example．com/", "https://docs.example.com/"],
    ["https://d%6Fcs.example.com/", "https://docs.example.com/"],
    ["ht\ntps://docs.exa\tmple.com/", "https://docs.example.com/"],
    ["https://日本語.example/頁", "https://xn--wgv71a119e.example/%E9%A0%81"],
    ["https://a.b.example.net/", "https://a.b.example.net/"],
  ])("%j becomes %s", (text, href) => expect(check(text).url?.href).toBe(href));
});

describe("names that only look like a listed one are not listed", () => {
  test.each([
    "https://example.net/",
    "https://evilexample.net/",
    "https://docs.example.com.evil.com/",
    "https://evil.com/docs.example.com",
    "https://evil.com\\.docs.example.com/",
    "https://evil.com/?https://docs.example.com",
    "https://evil.com#@docs.example.com/",
    "https://docs-example.com/",
    "https://sub.docs.example.com/",
    "https://dоcs.example.com/",
    "https://docs.example.com../",
  ])("%s", (text) => expect(check(text).fault).toMatch(/^(not_listed|not_a_url)$/));

  test("an empty list lists nothing", () =>
    expect(checkAddress("https://docs.example.com/", { ...rules, domains: [] }).fault).toBe(
      "not_listed",
    ));
});

describe("what no list can open (T-05)", () => {
  test.each([
    "https://127.0.0.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0x7f.1/",
    "https://0177.0.0.1/",
    "https://017700000001/",
    "https://１２７.０.０.１/",
    "https://127。0。0。1/",
    "https://127.0.0.1./",
    "https://0/",
    "https://%31%32%37.1/",
    "https://10.0.0.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://8.8.8.8/",
    "https://[::1]/",
    "https://[::]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[fd00::1]/",
    "https://[fe80::1]/",
  ])("an address in figures: %s", (text) => expect(checkAddress(text, all).fault).toBe("address"));

  test.each([
    "https://localhost/",
    "https://LOCALHOST./",
    "https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
    "https://a.localhost/",
    "https://intranet/",
    "https://printer.local/",
    "https://metadata.google.internal/",
    "https://db.corp/",
    "https://1.0.0.127.in-addr.arpa/",
    "https://127.0.0.1.nip.io/",
    "https://10-0-0-1.SSLIP.io./",
    "https://localtest.me/",
  ])("a name of a private network: %s", (text) =>
    expect(checkAddress(text, all).fault).toBe("inner"),
  );

  test.each([
    ["https://user@docs.example.com/", "credentials"],
    ["https://user:pass@docs.example.com/", "credentials"],
    ["https://docs.example.com@127.0.0.1/", "credentials"],
    ["https://:x@docs.example.com/", "credentials"],
    ["https://docs.example.com:8443/", "port"],
    ["https://docs.example.com:22/", "port"],
    ["http://docs.example.com:8080/", "port"],
    ["https://docs.example.com:80/", "port"],
    ["ftp://docs.example.com/", "scheme"],
    ["file:///etc/passwd", "scheme"],
    ["data:text/html,x", "scheme"],
    ["javascript:alert(1)", "scheme"],
    ["blob:https://docs.example.com/1", "scheme"],
    ["ws://docs.example.com/", "scheme"],
    ["gopher://docs.example.com/", "scheme"],
    ["https://engawa.example.net/api/v1/me", "own_site"],
    ["https://ENGAWA.example.net./", "own_site"],
    ["docs.example.com/a", "not_a_url"],
    ["//docs.example.com/a", "not_a_url"],
    ["https://", "not_a_url"],
    ["https://docs.exa mple.com/", "not_a_url"],
    ["", "not_a_url"],
    [`https://docs.example.com/${"a".repeat(2000)}`, "too_long"],
  ])("%s: %s", (text, fault) => expect(check(text).fault).toBe(fault));
});

describe("a domain an administrator may list", () => {
  test.each([
    ["Docs.Example.com", "docs.example.com"],
    [" docs.example.com. ", "docs.example.com"],
    ["*.Example.com", "*.example.com"],
    ["日本語.example", "xn--wgv71a119e.example"],
    ["a_b.example.com", "a_b.example.com"],
    ["turnip.io", "turnip.io"],
  ])("%s is kept as %s", (text, domain) => expect(readDomain(text)).toBe(domain));

  test.each([
    "",
    "*",
    "*.",
    "*.com",
    "com",
    "localhost",
    "a.local",
    "nip.io",
    "*.nip.io",
    "a.lvh.me",
    "127.0.0.1",
    "0x7f.1",
    "2130706433",
    "*.0.0.1",
    "[::1]",
    "https://example.com",
    "example.com/",
    "example.com:443",
    "user@example.com",
    "a.*.example.com",
    "*example.com",
    "**.example.com",
    "a..example.com",
    "example.com..",
    "-a.example.com",
    "example.com?x",
    "exa%6Dple.com",
    `${"a".repeat(64)}.example.com`,
  ])("%j is none", (text) => expect(readDomain(text)).toBeNull());
});
