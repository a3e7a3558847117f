/** People with a meter, and what is asked of it. */
import { env } from "cloudflare:workers";
import type { LimitKind } from "#contract/limit";
import { apiKey } from "../auth/keys/api-key.sql.ts";
import { meterOf, type Reserve } from "../meter/rpc.ts";
import { openDb } from "../platform/db.ts";
import { userLimit } from "../usage/user-limit.sql.ts";
import { createAccount } from "./people.ts";

const db = openDb(env.DB);
const id = () => crypto.randomUUID();

export async function setLimit(userId: string, kind: LimitKind, value: number | null) {
  const row = { userId, kind, value, setAt: new Date() };
  await db
    .insert(userLimit)
    .values(row)
    .onConflictDoUpdate({ target: [userLimit.userId, userLimit.kind], set: row });
  await meterOf(env, userId).refresh();
}

export const monthOf = async (userId: string) => (await meterOf(env, userId).view(null)).month;

export const usedOf = async (userId: string, kind: LimitKind) =>
  (await meterOf(env, userId).view(null)).limits.find((one) => one.kind === kind)?.used;

export async function person(limits: Partial<Record<LimitKind, number | null>> = {}) {
  const { id: userId } = await createAccount("user");
  for (const [kind, value] of Object.entries(limits)) {
    await setLimit(userId, kind as LimitKind, value);
  }
  return { userId, meter: meterOf(env, userId) };
}

export async function keyOf(
  userId: string,
  limits: { calls_per_day?: number; monthly_budget_micro_usd?: number },
) {
  const key = id();
  await db.insert(apiKey).values({
    id: key,
    userId,
    name: "a key",
    keyHash: key,
    lastFour: "abcd",
    scopes: ["write"],
    allowedAddresses: [],
    limits,
    createdAt: new Date(),
  });
  await meterOf(env, userId).refresh();
  return key;
}

export const wish = (most: number, more: Partial<Reserve> = {}): Reserve => ({
  id: id(),
  holder: id(),
  key_id: null,
  most_micro_usd: most,
  least_micro_usd: most,
  smallest_micro_usd: 0,
  settled: [],
  ...more,
});

export const settlement = (
  reservation: string | null,
  micro_usd: number,
  key_id: string | null = null,
) => ({
  id: id(),
  reservation_id: reservation,
  key_id,
  micro_usd,
  at: Date.now(),
});
