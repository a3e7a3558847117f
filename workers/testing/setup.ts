import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { forgetSettings } from "../settings/read-settings.ts";
import { newChain } from "./audit-chain.ts";

await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
await emptyDatabase();
// Its memory lies apart from the database: without the rows, what it remembers looks tampered with.
await newChain();
forgetSettings(env);

/** What one file of tests wrote is not there in the next, in whatever order they run. */
async function emptyDatabase(): Promise<void> {
  const { results } = await env.DB.prepare(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'
     AND name NOT LIKE '\\_cf%' ESCAPE '\\' AND name NOT IN ('d1_migrations', 'model_price')`,
  ).all<{ name: string }>();
  const rows = results.map(({ name }) => env.DB.prepare(`DELETE FROM "${name}"`));
  await env.DB.batch([env.DB.prepare("PRAGMA defer_foreign_keys = on"), ...rows]);
}
