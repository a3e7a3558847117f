import { expect, test } from "vitest";
import { returnPath, withQuery } from "./return-path.ts";

test.each(["/", "/p/1", "/p/1?file=a.ts#L3", "/account/security"])(
  "%s is a place to go on",
  (path) => {
    expect(returnPath(path)).toBe(path);
  },
);

test.each([
  undefined,
  "",
  "p/1",
  "https://evil.example/",
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/.//evil.example",
  "/x/..//evil.example",
  "/%2e//evil.example",
  "/./\\evil.example",
  "javascript:alert(1)",
  " //evil.example",
])("%j leads to the first page", (path) => {
  expect(returnPath(path)).toBe("/");
});

test("a word joins the query a path has", () => {
  expect(withQuery("/account?tab=a#x", "error", "AUTH_017")).toBe(
    "/account?tab=a&error=AUTH_017#x",
  );
});
