/** What the whole site stores, measured by the minute, under its quota (G-08). */
import { sql } from "drizzle-orm";
import { openDb } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";

const key = "site:storage_bytes";
const gigabyte = 1024 ** 3;

export interface SiteStorage {
  readonly used: number;
  readonly quota: number;
}

/** For the minute's cron: the sum over every project, the bin included. */
export async function measureSite(env: Env): Promise<void> {
  const row = await openDb(env.DB).get<{ bytes: number }>(
    sql`select coalesce(sum(storage_bytes), 0) as bytes from project
      where status in ('active', 'archived', 'deleted')`,
  );
  const bytes = String(row.bytes);
  if ((await env.KV.get(key)) !== bytes) await env.KV.put(key, bytes);
}

/** Null where there is no quota. */
export async function siteStorage(
  env: Env,
  { storage_quota_gb: quota }: { readonly storage_quota_gb: number | null },
): Promise<SiteStorage | null> {
  if (quota === null) return null;
  return { used: Number((await env.KV.get(key)) ?? 0), quota: quota * gigabyte };
}
