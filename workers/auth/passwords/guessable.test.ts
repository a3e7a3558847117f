import { expect, test } from "vitest";
import { commonPasswords } from "./common-passwords.ts";
import { isGuessable } from "./guessable.ts";

const owner = { email: "hanako.tanaka@acme.example", name: "田中 花子" };
const guessable = (password: string) => isGuessable(password, owner, commonPasswords);

test.each([
  "passwordpassword",
  "Password1234!",
  "P@ssw0rd2024!!",
  "Welcome2026!!",
  "qwertyuiopasdfghjkl",
  "aaaaaaaaaaaaaaaaaaaa",
  "123456789012345",
  "abcdefghijklmnop",
  "iloveyouiloveyou",
])("%s meets the rules of composition, or of length, and is refused as common", (password) => {
  expect(guessable(password)).toBe(true);
});

test.each([
  "Tanaka!!9f2Kq81z",
  "x7-HANAKO-93qk-zz",
  "9f2kq81z-acme-Zq4!",
  "花子のひみつの合言葉なのです",
  "x7-h4nak0-93qk-zz",
])("%s holds its owner's name or address", (password) => {
  expect(guessable(password)).toBe(true);
});

test.each([
  "Correct-horse-battery-9",
  "correct horse battery staple",
  "vT9#kq2LmZ!x",
  "雨の日は縁側で猫と将棋を指しています",
  "abcde-fghjk-mnpqr-23456",
])("%s is good enough", (password) => {
  expect(guessable(password)).toBe(false);
});

test("the longest password is looked at in no time", () => {
  const started = performance.now();
  guessable("pass".repeat(64));
  expect(performance.now() - started).toBeLessThan(200);
});
