import { sql } from "drizzle-orm";
import type { Env } from "../platform/env.ts";
import { dayOf } from "../settings/site-time.ts";
import { adding } from "./source.ts";
import { prepare } from "./prepare.ts";

/** One more socket that ended without a goodbye: nothing of it reaches a log that could be summed up. */
export const noteDrop = (env: Pick<Env, "DB">, now = Date.now()): Promise<unknown> =>
  prepare(
    env.DB,
    sql`insert into day_figure (day, socket_drops) values (${dayOf(now)}, 1)
        on conflict (day) do update set ${adding("socket_drops")}`,
  ).run();
