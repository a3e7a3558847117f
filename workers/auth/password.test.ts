import { expect, test } from "vitest";
import { errorText } from "#contract/errors";
import { scryptParameters } from "#password-cost";
import { hashPassword, verifyPassword, weaknessOf } from "./password.ts";

test("a password is known again, another is not", async () => {
  const stored = await hashPassword("Kaki-no-ki 柿の木 2026!");
  expect(await verifyPassword("Kaki-no-ki 柿の木 2026!", stored)).toEqual({
    ok: true,
    outdated: false,
  });
  expect(await verifyPassword("kaki-no-ki 柿の木 2026!", stored)).toMatchObject({ ok: false });
});

test("two hashes of one password differ, and a pepper is part of them", async () => {
  const [a, b] = await Promise.all([hashPassword("same"), hashPassword("same", "pepper")]);
  expect(a).not.toBe(b);
  expect(await verifyPassword("same", b)).toMatchObject({ ok: false });
  expect(await verifyPassword("same", b, "pepper")).toMatchObject({ ok: true });
});

test("a hash of weaker parameters still opens, and says that it should be renewed", async () => {
  const { scryptSync } = await import("node:crypto");
  const salt = Buffer.alloc(16, 7);
  const key = Buffer.from(scryptSync("old", salt, 32, { N: 1024, r: 8, p: 1 }));
  const stored = ["scrypt", 1024, 8, 1, salt.toString("base64url"), key.toString("base64url")].join(
    "$",
  );
  expect(await verifyPassword("old", stored)).toEqual({ ok: true, outdated: true });
});

test("the parameters fit an isolate of 128 MB with room for the rest (T-09)", () => {
  const { N, r } = scryptParameters;
  expect(128 * N * r).toBeLessThanOrEqual(32 * 1024 * 1024);
});

test("a password needs 15 characters, or 12 of all four classes (T-07)", () => {
  expect(weaknessOf("abcdefghijklmno")).toBeNull();
  expect(weaknessOf("abcdefghijklmn")).toBe("short");
  expect(weaknessOf("Abcdefghij1!")).toBeNull();
  expect(weaknessOf("Abcdefghijk1")).toBe("short");
  expect(weaknessOf("aaaaaaaaaaaaaaaaaaaa")).toBe("repetitive");
  expect(weaknessOf("x".repeat(257))).toBe("long");
  // As it is hashed: the first has eight letters then, the second is one sign.
  expect(weaknessOf("e\u0301a\u0301i\u0301o\u0301u\u0301e\u0300a\u0300o\u0300")).toBe("short");
  expect(weaknessOf("\uFDFA")).toBe("short");
});

test("what is wrong with it is what is said", () => {
  const cause = (why: string) => errorText("AUTH_007", "en", { why }).cause;
  expect(cause("short")).toContain("15 characters or more");
  expect(cause("repetitive")).toBe("It needs at least 5 different characters");
  expect(cause("long")).toBe("It may have 256 characters at most");
});
