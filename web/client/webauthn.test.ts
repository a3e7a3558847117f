import { afterEach, expect, test, vi } from "vitest";
import { hasPasskeys } from "./webauthn.ts";

afterEach(() => vi.unstubAllGlobals());

test("passkeys are offered where the browser has them, and by a name only", () => {
  expect(hasPasskeys("engawa.example")).toBe(false);
  vi.stubGlobal("PublicKeyCredential", {});
  for (const host of ["engawa.example", "localhost", "10.example"]) {
    expect([host, hasPasskeys(host)]).toEqual([host, true]);
  }
  for (const host of ["127.0.0.1", "192.168.1.5", "[::1]"]) {
    expect([host, hasPasskeys(host)]).toEqual([host, false]);
  }
});
