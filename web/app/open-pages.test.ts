import { expect, test } from "vitest";
import { mailPages } from "#contract/password";
import { openPages } from "./open-pages.ts";

test("every link of a mail leads to a page that needs nobody", () => {
  expect(Object.values(mailPages).filter((page) => !openPages.has(page))).toEqual([]);
});
