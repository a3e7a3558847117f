import { expect, test } from "vitest";
import { otpauthUri, stepAt, stepOfCode, toBase32, totpAt } from "./totp.ts";

const secret = Uint8Array.from(new TextEncoder().encode("12345678901234567890"));

test.each([
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_234_567_890, "005924"],
  [20_000_000_000, "353130"],
])("the codes are those of RFC 6238, appendix B (%i s)", async (seconds, code) => {
  expect(await totpAt(secret, stepAt(seconds * 1000))).toBe(code);
});

test("a clock may be one step off, and no more", async () => {
  const now = 1_234_567_890_000;
  const found = (step: number) =>
    totpAt(secret, stepAt(now) + step).then((code) => stepOfCode(secret, code, now));
  expect(await Promise.all([-1, 0, 1].map(found))).toEqual(
    [-1, 0, 1].map((step) => stepAt(now) + step),
  );
  expect(await found(-2)).toBeUndefined();
  expect(await found(2)).toBeUndefined();
});

test("a shorter or longer code is no code", async () => {
  const code = await totpAt(secret, 5);
  expect(await stepOfCode(secret, code.slice(1), 5 * 30_000)).toBeUndefined();
  expect(await stepOfCode(secret, `${code}0`, 5 * 30_000)).toBeUndefined();
});

test("the secret is written in base32, and the address of the QR code escapes the account", () => {
  expect(toBase32(secret)).toBe("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  expect(otpauthUri("ABC", "a+b&issuer=evil@example.test")).toBe(
    "otpauth://totp/Engawa:a%2Bb%26issuer%3Devil%40example.test?secret=ABC&issuer=Engawa&algorithm=SHA1&digits=6&period=30",
  );
});
