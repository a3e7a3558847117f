/** The price table: rows hold from a date on; what was charged changes only by a recompute (T-12). */
import { and, desc, eq } from "drizzle-orm";
import type { ModelPrice } from "#contract/admin-price";
import { auditStatement } from "../../platform/audit.ts";
import { runBatch, type Db } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import type { Actor, Origin } from "../../platform/http.ts";
import { modelPrice } from "../../usage/model-price.sql.ts";

type Row = typeof modelPrice.$inferSelect;

const toPrice = (row: Row): ModelPrice => ({
  model: row.model,
  effective_from: row.effectiveFrom.toISOString(),
  prompt_over: row.promptOver,
  input: row.input,
  output: row.output,
  cache_read: row.cacheRead,
  cache_write_5m: row.cacheWrite5m,
  cache_write_1h: row.cacheWrite1h,
});

interface Identity {
  readonly model: string;
  /** ISO 8601. */
  readonly effective_from: string;
  readonly prompt_over: number;
}

const isRow = ({ model, effective_from, prompt_over }: Identity) =>
  and(
    eq(modelPrice.model, model),
    eq(modelPrice.effectiveFrom, new Date(effective_from)),
    eq(modelPrice.promptOver, prompt_over),
  );

export async function listPrices(db: Db): Promise<ModelPrice[]> {
  const rows = await db
    .select()
    .from(modelPrice)
    .orderBy(modelPrice.model, desc(modelPrice.effectiveFrom), modelPrice.promptOver);
  return rows.map(toPrice);
}

const resourceOf = ({ model, effective_from, prompt_over }: Identity): string =>
  `${model} ${effective_from}${prompt_over > 0 ? ` >${prompt_over}` : ""}`;

export async function setPrice(
  db: Db,
  actor: Actor,
  price: ModelPrice,
  origin: Origin,
): Promise<ModelPrice> {
  const before = await db.select().from(modelPrice).where(isRow(price)).get();
  const row: Row = {
    model: price.model,
    effectiveFrom: new Date(price.effective_from),
    promptOver: price.prompt_over,
    input: price.input,
    output: price.output,
    cacheRead: price.cache_read,
    cacheWrite5m: price.cache_write_5m,
    cacheWrite1h: price.cache_write_1h,
  };
  const after = toPrice(row);
  await runBatch(
    db,
    db
      .insert(modelPrice)
      .values(row)
      .onConflictDoUpdate({
        target: [modelPrice.model, modelPrice.effectiveFrom, modelPrice.promptOver],
        set: row,
      }),
    auditStatement(db, actor, origin, {
      event: "DATA_CHANGE",
      action: before ? "UPDATE" : "CREATE",
      resource: ["MODEL_PRICE", resourceOf(after)],
      severity: "WARNING",
      ...(before ? { before: { ...toPrice(before) } } : {}),
      after: { ...after },
    }),
  );
  return after;
}

/** Throws PRICE_001. */
export async function deletePrice(
  db: Db,
  actor: Actor,
  price: Identity,
  origin: Origin,
): Promise<void> {
  const before = await db.select().from(modelPrice).where(isRow(price)).get();
  if (!before) throw new AppError("PRICE_001");
  await runBatch(
    db,
    db.delete(modelPrice).where(isRow(price)),
    auditStatement(db, actor, origin, {
      event: "DATA_CHANGE",
      action: "DELETE",
      resource: ["MODEL_PRICE", resourceOf(toPrice(before))],
      severity: "WARNING",
      before: { ...toPrice(before) },
    }),
  );
}
