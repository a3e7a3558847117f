import { describe, expect, test } from "vitest";
import { faultOf, hintOfAddresses, hintOfUrl } from "./address.ts";

const production = { ENVIRONMENT: "production", PUBLIC_URL: "https://engawa.example.com" };
const fault = (url: string, env = {}) => faultOf(url, "WEBHOOK", { ...production, ...env });

describe("a webhook is sent out into the world only (T-31)", () => {
  test.each([
    "https://localhost/x",
    "https://LOCALHOST./x",
    "https://a.localhost/x",
    "https://127.0.0.1/x",
    "https://127.1/x",
    "https://2130706433/x",
    "https://0x7f000001/x",
    "https://0177.0.0.1/x",
    "https://０x7f.1/x",
    "https://0/x",
    "https://10.1.2.3/x",
    "https://172.16.0.1/x",
    "https://172.31.255.255/x",
    "https://192.168.1.1/x",
    "https://100.64.0.1/x",
    "https://169.254.169.254/latest/meta-data/",
    "https://198.18.0.1/x",
    "https://224.0.0.1/x",
    "https://255.255.255.255/x",
    "https://[::1]/x",
    "https://[::ffff:127.0.0.1]/x",
    "https://[fd00::1]/x",
    "https://[fe80::1]/x",
    "https://metadata.google.internal/x",
    "https://intranet/x",
    "https://printer.local/x",
    "https://engawa.example.com/api/v1/x",
  ])("not to %s", (url) => expect(fault(url)).toBe("inner"));

  test.each([
    ["http://example.com/x", "not_https"],
    ["file:///etc/passwd", "not_https"],
    ["gopher://example.com/", "not_https"],
    ["javascript:alert(1)", "not_https"],
    ["https://me:secret@example.com/x", "credentials"],
    ["https://example.com:8443/x", "port"],
    ["nonsense", "not_a_url"],
  ])("not to %s: %s", (url, why) => expect(fault(url)).toBe(why));

  test.each(["https://example.com/x", "https://172.32.0.1/x", "https://8.8.8.8/x"])(
    "to %s",
    (url) => expect(fault(url)).toBeNull(),
  );

  test("a local site reaches its developer's machine", () => {
    expect(fault("http://127.0.0.1:9/x", { ENVIRONMENT: "local" })).toBeNull();
  });
});

test("Slack is hooks.slack.com, or what the site lists", () => {
  const slack = (url: string, hosts = "") =>
    faultOf(url, "SLACK", { ...production, ALERT_SLACK_HOSTS: hosts });
  expect(slack("https://hooks.slack.com/services/T/B/x")).toBeNull();
  expect(slack("https://hooks.slack.com.evil.example/services/x")).toBe("host");
  expect(slack("https://evil.example/hooks.slack.com")).toBe("host");
  expect(slack("https://hooks.slack.com@evil.example/x")).toBe("credentials");
  expect(slack("https://chat.example.com/x", "chat.example.com, b.example")).toBeNull();
  expect(slack("https://hooks.slack.com/x", "chat.example.com")).toBe("host");
});

test("what is shown of an address does not lead there", () => {
  expect(hintOfUrl("https://hooks.slack.com/services/T000/B000/abcdefgh1234")).toBe(
    "hooks.slack.com/…1234",
  );
  expect(hintOfUrl("https://example.com/short")).toBe("example.com/…");
  expect(hintOfAddresses(["taro@example.com", "b@example.com"])).toBe("t…@example.com +1");
});
