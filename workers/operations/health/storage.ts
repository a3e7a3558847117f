import type { Env } from "../../platform/env.ts";
import { readMigrations } from "../migrations.ts";
import type { Finding } from "./part.ts";

/** What a D1 database may hold, bytes. */
const databaseLimit = 10_000_000_000;
/** From this share of it on somebody should do something. */
const nearlyFull = 80;

/** Answers, is as the build expects it, and has room. */
export async function lookAtDatabase({ DB }: Pick<Env, "DB">): Promise<Finding> {
  const [{ meta }, migrations] = await Promise.all([
    DB.prepare("select 1").run(),
    readMigrations(DB),
  ]);
  const size = meta.size_after ?? null;
  const share = size === null ? null : Math.round((size / databaseLimit) * 1000) / 10;
  const details = {
    size_bytes: size,
    limit_bytes: databaseLimit,
    used_percentage: share,
    migrations_applied: migrations.applied,
    migrations_pending: migrations.pending,
    newest_migration: migrations.newest,
  };
  if (migrations.pending > 0) return { status: "degraded", problem: "behind", details };
  if (share !== null && share >= nearlyFull)
    return { status: "degraded", problem: "full", details };
  return { details };
}

/** A key nobody writes: whether an answer comes is what matters. */
export async function lookAtCache({ KV }: Pick<Env, "KV">): Promise<Finding> {
  await KV.get("health");
  return {};
}

/** The bucket answers; what it holds is what was counted last. */
export async function lookAtStorage({ FILES, DB }: Pick<Env, "FILES" | "DB">): Promise<Finding> {
  const counted = DB.prepare(
    "select storage_bytes as bytes from day_figure where storage_bytes is not null order by day desc limit 1",
  )
    .first<{ bytes: number }>()
    // What is not known of the database says nothing of the bucket.
    .catch(() => null);
  const [, row] = await Promise.all([FILES.head("health"), counted]);
  return row === null ? {} : { details: { stored_bytes: row.bytes } };
}
