import { Hono } from "hono";
import { type ConsoleOverview, getConsoleOverview } from "#contract/admin-overview";
import { openDb } from "../../platform/db.ts";
import type { AppContext, AppEnv } from "../../platform/http/http.ts";
import { implement } from "../../platform/http/implement.ts";
import { errorFields, log } from "../../platform/log.ts";
import { countLogins } from "../security/list-logins.ts";
import { answeredOnce } from "../statistics/frame.ts";
import { readAttention } from "./attention.ts";
import { readCost, readStorage, readToday } from "./figures.ts";
import { readNotable } from "./notable.ts";

export const overviewRoutes = new Hono<AppEnv>();

/** One part that fails leaves the others standing; it is logged whole, and shown as missing. */
async function part<Value>(
  c: AppContext,
  name: keyof ConsoleOverview,
  read: () => Promise<Value>,
): Promise<Value | null> {
  try {
    return await read();
  } catch (error) {
    log("error", "overview_part_failed", {
      request_id: c.var.requestId,
      part: name,
      ...errorFields(error),
    });
    return null;
  }
}

implement(overviewRoutes, getConsoleOverview, async (c) => {
  const { env } = c;
  const db = openDb(env.DB);
  const now = Date.now();
  /** What is counted by the minute is read once a minute, whoever asks (T-52). */
  const once = <Answer extends object>(name: string, read: () => Promise<Answer>) =>
    answeredOnce(env, ["console", name], (work) => c.executionCtx.waitUntil(work), read);
  const [attention, today, cost, storage, signIns, notable] = await Promise.all([
    part(c, "attention", () => readAttention(db, env.DB, now)),
    part(c, "today", () => once("today", () => readToday(db, now))),
    part(c, "cost", () => once("cost", () => readCost(env, db, now))),
    part(c, "storage", () => once("storage", () => readStorage(env, db))),
    part(c, "sign_ins", () => countLogins(env, now)),
    part(c, "notable", () => readNotable(env.DB)),
  ]);
  return { attention, today, cost, storage, sign_ins: signIns, notable };
});
