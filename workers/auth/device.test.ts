import { expect, test } from "vitest";
import { deviceName, describeDevice } from "./device.ts";

const edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0 Safari/537.36 Edg/130.0";

test("a sign-in is recognised by browser and system (A-018)", () => {
  expect(describeDevice(edge)).toEqual({ os: "Windows", browser: "Edge" });
  expect(describeDevice("curl/8.1")).toEqual({ os: "unknown", browser: "unknown" });
});

test.each([
  [edge, "Edge, Windows"],
  ["a tool (X11)", "Linux"],
  // What a stranger calls himself does not come into a mail.
  ["click.example/now", "?"],
  [null, "?"],
])("a mail names what is known of %j", (userAgent, name) => {
  expect(deviceName({ ip: null, userAgent })).toBe(name);
});
