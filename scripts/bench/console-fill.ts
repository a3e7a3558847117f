/**
 * Fills the local database of a state folder with a large site, in a minute or two:
 * `node scripts/bench/console-fill.ts FOLDER [activity=2000000] [audit=500000] [people=20000] …`
 * Prints the sign-ins. The folder is what `--persist-to` of the server takes.
 */
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { D1Database } from "@cloudflare/workers-types";
import { getPlatformProxy } from "wrangler";
import { prepareState } from "../local/state.ts";
import { fromRoot } from "../setup/paths.ts";
import { toolEnv } from "../setup/tool-env.ts";
import { fills, insertRows, largeSite, type Sizes } from "./console-rows.ts";

export const largeSitePasswords = {
  admin: "correct-horse-battery-admin",
  user: "correct-horse-battery-user",
};

/** Rows of one statement: what the database holds in memory at a time stays small. */
const perStatement = 100_000;

interface Stored {
  readonly name: string;
  readonly sql: string;
}

/** Indexes and triggers are made again over the whole: far faster than row by row. */
async function withoutIndexes(db: D1Database, work: () => Promise<void>): Promise<void> {
  const { results } = await db
    .prepare(
      `SELECT name, type, sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('index', 'trigger')
       AND tbl_name IN ('user_activity', 'audit_log', 'usage_record')`,
    )
    .all<Stored & { type: string }>();
  for (const { name, type } of results) await db.prepare(`DROP ${type} ${name}`).run();
  await work();
  for (const { sql } of results) await db.prepare(sql).run();
  await db.batch([
    db.prepare("DELETE FROM activity_hour"),
    db.prepare("DELETE FROM audit_hour"),
    db.prepare(
      `INSERT INTO activity_hour (hour, failed, rows)
       SELECT created_at / 3600000, error_message IS NOT NULL, count(*) FROM user_activity GROUP BY 1, 2`,
    ),
    db.prepare(
      `INSERT INTO audit_hour (hour, event_type, rows)
       SELECT created_at / 3600000, event_type, count(*) FROM audit_log GROUP BY 1, 2`,
    ),
  ]);
}

/** A migrated, seeded and filled state folder; answers how long it took, in ms. */
export async function fillLargeSite(folder: string, sizes: Sizes = largeSite): Promise<number> {
  const began = performance.now();
  await prepareState({ folder, passwords: largeSitePasswords, unlimited: true });
  Object.assign(process.env, toolEnv());
  const proxy = await getPlatformProxy<{ DB: D1Database }>({
    configPath: fromRoot("wrangler.toml"),
    persist: { path: join(folder, "v3") },
    remoteBindings: false,
  });
  const db = proxy.env.DB;
  try {
    await withoutIndexes(db, async () => {
      for (const fill of fills(sizes, Date.now())) {
        for (let from = 1; from <= fill.rows; from += perStatement) {
          const to = Math.min(fill.rows, from + perStatement - 1);
          await db.prepare(insertRows(fill, from, to)).run();
        }
      }
    });
  } finally {
    await proxy.dispose();
  }
  return performance.now() - began;
}

function sizesOf(args: readonly string[]): Sizes {
  const given = args.map((one) => one.split("=")).map(([name, value]) => [name, Number(value)]);
  for (const [name, value] of given) {
    if (!(String(name) in largeSite) || !Number.isInteger(value)) {
      throw new Error(`Say it as ${Object.keys(largeSite).join("=…, ")}=…`);
    }
  }
  return { ...largeSite, ...Object.fromEntries(given) };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [folder, ...sizes] = process.argv.slice(2);
  if (folder === undefined) throw new Error("Name a folder.");
  const ms = await fillLargeSite(resolve(folder), sizesOf(sizes));
  console.log(`Filled ${resolve(folder)} in ${Math.round(ms / 1000)} s.`);
  for (const [who, password] of Object.entries(largeSitePasswords)) {
    console.log(`${who}@engawa.example  ${password}`);
  }
}
