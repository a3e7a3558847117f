/** What SQLite does for the statements of these lists: it never goes through a large table without an index. */
import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import * as contract from "#contract/admin-security";
import type { Endpoint } from "#contract/endpoint";
import { watchFailures } from "../../auth/watch/watch-failures.ts";
import { addressOf, request, signUp, type Person, type Sample } from "../../testing/people.ts";
import { planOf, watchDatabase } from "../../testing/plans.ts";

let admin: Person;

beforeAll(async () => {
  admin = await signUp("admin");
});

async function plansOf(seen: ReadonlySet<string>): Promise<string[]> {
  const reads = [...seen].filter((text) => /^select/i.test(text));
  return (await Promise.all(reads.map(planOf))).flat();
}

/** Without an index; people are looked through for a part of a name, as in their own list. */
const wholeTable = /^SCAN (user_session|audit_log|security_finding|violation)(?! USING)/;

const id = "0b8f8f0e-8d8c-4b9a-9c3c-1f2e3d4c5b6a";

const queries: Record<string, string>[] = [
  {},
  { user_id: id },
  { ip_address: "192.0.2.1" },
  { ip_address: "192.0.2." },
  { q: "hana" },
  { login_from: "2026-11-01", login_to: "2026-11-21" },
  { method: "passkey", page: "3" },
  { country: "JP" },
  { country: "JP", method: "passkey" },
];

const asked: [string, Endpoint, Sample][] = [
  ...(["active", "ended", "all"] as const).flatMap((status) =>
    queries.map((query): [string, Endpoint, Sample] => [
      `${status} ${JSON.stringify(query)}`,
      contract.listAllLogins,
      { query: { status, ...query } },
    ]),
  ),
  ["findings", contract.listFindings, {}],
  ["findings of a person", contract.listFindings, { query: { user_id: id, status: "all" } }],
  ["violations", contract.listViolations, {}],
];

test.each(asked)("%s", async (_name, spec, sample) => {
  const { DB, seen } = watchDatabase();
  const answer = await request("GET", addressOf(spec, sample), { as: admin, env: { DB } });
  expect(answer.status, await answer.text()).toBe(200);
  const plans = await plansOf(seen);
  expect(plans.filter((line) => wholeTable.test(line))).toEqual([]);
  // A list in the order of time is read in it, but for the few rows of one person or address.
  if (Object.keys(sample.query ?? {}).length === 1 && spec === contract.listAllLogins) {
    expect(plans.join("\n")).toMatch(/user_session_login/);
  }
});

test.each([
  [{ method: "passkey" }, "user_session_method"],
  [{ country: "JP" }, "user_session_country"],
])(
  "ended sign-ins by %o are found by an index of their own, however long ago",
  async (query, index) => {
    const { DB, seen } = watchDatabase();
    const sample = { query: { ...query, status: "ended" } };
    await request("GET", addressOf(contract.listAllLogins, sample), { as: admin, env: { DB } });
    const lists = [...seen].filter((text) => /"login_at" (desc|asc)/.test(text));
    const plans = await plansOf(new Set(lists));
    expect(plans.filter((line) => line.includes("user_session_login"))).toEqual([]);
    expect(plans.filter((line) => line.includes(`INDEX ${index} (`))).not.toEqual([]);
  },
);

test("the look at the last hour", async () => {
  const { DB, seen } = watchDatabase();
  await watchFailures({ ...env, DB }, Date.now());
  expect((await plansOf(seen)).filter((line) => wholeTable.test(line))).toEqual([]);
});
