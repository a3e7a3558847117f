import { expect, test } from "vitest";
import { passwordState, passwordStrength } from "./password-rules.ts";

test("both routes of T-07 are accepted, by length alone and by classes", () => {
  expect(passwordState("fifteen letters")).toMatchObject({ long: true, acceptable: true });
  expect(passwordState("Abcdef-12345")).toMatchObject({ mixed: true, acceptable: true });
});

test.each(["Abcdef-1234", "fourteen lette", "aaaaaaaaaaaaaaaa", "abcdef-12345", ""])(
  "%s is neither",
  (password) => expect(passwordState(password).acceptable).toBe(false),
);

test("length counts characters, not UTF-16 units", () => {
  expect(passwordState("🍡🍵🏯⛩🗻🌸🍣🎏🎐🎋🎍🎎🎑🧧").length).toBe(14);
});

test("the name or the address in it is told before it is sent", () => {
  const about = ["Hanako Yamada", "hanako@example.com"];
  expect(passwordState("i-am-HANAKO-of-kyoto", about)).toMatchObject({
    personal: true,
    acceptable: false,
  });
  expect(passwordState("a veranda in kyoto", about).acceptable).toBe(true);
});

test("the bar grows with the password", () => {
  const grades = ["", "abc", "abcdefgh", "fifteen letters", "a long sentence of one's own"];
  expect(grades.map((one) => passwordStrength(passwordState(one)))).toEqual([0, 1, 2, 3, 4]);
});
