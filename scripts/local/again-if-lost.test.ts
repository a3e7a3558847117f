import { expect, test } from "vitest";
import { againIfLost } from "./again-if-lost.ts";

const lost = () =>
  new Error("Failed query", {
    cause: new TypeError("fetch failed", { cause: new Error("other side closed") }),
  });

/** Fails with these, one after the other, then answers how often it was called. */
function failing(...errors: Error[]) {
  let calls = 0;
  return () => {
    const error = errors[calls++];
    return error === undefined ? Promise.resolve(calls) : Promise.reject(error);
  };
}

test("a connection that broke is tried again, twice at the most", async () => {
  expect(await againIfLost(failing(lost(), lost()))).toBe(3);
  await expect(againIfLost(failing(lost(), lost(), lost()))).rejects.toThrow("Failed query");
});

test("what the database refused is not", async () => {
  await expect(againIfLost(failing(new Error("no such table")))).rejects.toThrow("no such table");
});
