import * as v from "valibot";
import { expect, test } from "vitest";
import { refuseOpenDomains } from "./open-domains.ts";
import { settingSchema } from "./schema.ts";

const { web_fetch, web_fetch_domains } = settingSchema;
const read = (lines: unknown) => v.safeParse(web_fetch_domains.schema, lines);

test("nothing is fetched until an administrator says so, with a second factor (U-103)", () => {
  expect([web_fetch.fallback, web_fetch_domains.fallback]).toEqual([false, []]);
  expect([web_fetch.proof, web_fetch_domains.proof]).toEqual(["second-factor", "second-factor"]);
});

test("a domain is kept once, in its one spelling", () => {
  const lines = ["Example.com.", "example.com", "*.日本語.example"];
  expect(read(lines)).toMatchObject({
    success: true,
    output: ["example.com", "*.xn--wgv71a119e.example"],
  });
});

test.each(["*", "*.com", "localhost", "10.0.0.1", "https://example.com", "db.internal"])(
  "%s is no line of it",
  (line) => expect(read([line]).success).toBe(false),
);

test.each([
  "*.co.jp",
  "co.jp",
  "*.GitHub.io.",
  "github.io",
  "*.workers.dev",
  "*.pages.dev",
  "*.s3.amazonaws.com",
  "*.compute.amazonaws.com",
  "*.ts.net",
])("%s is whoever's, and no line of it", async (line) => {
  await expect(refuseOpenDomains(["example.com", line])).rejects.toMatchObject({
    code: "SETTING_002",
    issues: [{ path: "value.1" }],
  });
});

test.each(["example.co.jp", "*.example.co.jp", "docs.github.io", "*.docs.github.io", "a.example"])(
  "%s is somebody's",
  (line) => expect(refuseOpenDomains([line])).resolves.toBeUndefined(),
);
