/** The price table: rows hold from a date on; what was charged changes only by a recompute (T-12). */
import { and, desc, eq, sql } from "drizzle-orm";
import type { ModelPrice } from "#contract/admin-price";
import { assertStatement, isRefused } from "../../platform/assert-statement.ts";
import { auditStatement } from "../../platform/records/audit.ts";
import { runBatch, type Db, type Statement } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import type { Actor, Origin } from "../../platform/http/http.ts";
import { modelPrice } from "../../usage/model-price.sql.ts";

type Row = typeof modelPrice.$inferSelect;

export const toPrice = (row: Row): ModelPrice => ({
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

type Rates = Omit<ModelPrice, keyof Identity>;

/** As its author has read it, null: there was none; undefined: they do not say. */
type Shown = Rates | null | undefined;

/** Another after each change that changes a price. */
export const ratesOf = (row: Row): string =>
  [row.input, row.output, row.cacheRead, row.cacheWrite5m, row.cacheWrite1h].join();

const ratesShown = (shown: Rates) =>
  [shown.input, shown.output, shown.cache_read, shown.cache_write_5m, shown.cache_write_1h].join();

/** Throws EDIT_001 where the row is not as its author has read it, PRICE_004 where they knew of none. */
function checkShown(shown: Shown, found: Row | undefined): void {
  if (shown === undefined) return;
  if (shown === null && found) throw new AppError("PRICE_004");
  if (shown !== null && (!found || ratesOf(found) !== ratesShown(shown))) {
    throw new AppError("EDIT_001");
  }
}

/** Fails its batch where the row is not as it was read; undefined: where there is one by now. */
function assertStill(db: Db, price: Identity, read: Row | undefined): Statement {
  const asRead =
    read &&
    and(
      eq(modelPrice.input, read.input),
      eq(modelPrice.output, read.output),
      eq(modelPrice.cacheRead, read.cacheRead),
      eq(modelPrice.cacheWrite5m, read.cacheWrite5m),
      eq(modelPrice.cacheWrite1h, read.cacheWrite1h),
    );
  const found = sql`exists(select 1 from ${modelPrice} where ${and(isRow(price), asRead)})`;
  return assertStatement(db, read ? found : sql`not ${found}`);
}

const findPrice = (db: Db, price: Identity): Promise<Row | undefined> =>
  db.select().from(modelPrice).where(isRow(price)).get();

/** Writes what was made from `read`. Throws EDIT_001 where somebody else was first, else PRICE_003. */
async function write(
  db: Db,
  price: Identity,
  read: Row | undefined,
  ...statements: Statement[]
): Promise<void> {
  try {
    await runBatch(db, assertStill(db, price, read), ...statements);
  } catch (error) {
    if (!isRefused(error)) throw error;
    const now = await findPrice(db, price);
    const same = now && read ? ratesOf(now) === ratesOf(read) : now === read;
    throw same ? new AppError("PRICE_003") : new AppError("EDIT_001");
  }
}

/** As the record of changes names it. */
export const priceResource = ({ model, effective_from, prompt_over }: Identity): string =>
  `${model} ${effective_from}${prompt_over > 0 ? ` >${prompt_over}` : ""}`;

/** Unknown models are charged by what there is; with nothing left they would cost nothing. */
export const somePriceStays = (db: Db): Statement =>
  assertStatement(
    db,
    sql`exists(select 1 from model_price where input > 0 and effective_from <= ${Date.now()})`,
  );

/** Throws PRICE_003 where no price that holds would be left, PRICE_004, and EDIT_001 where somebody else was first. */
export async function setPrice(
  db: Db,
  actor: Actor,
  { shown, ...price }: ModelPrice & { readonly shown?: Shown },
  origin: Origin,
): Promise<ModelPrice> {
  const before = await findPrice(db, price);
  checkShown(shown, before);
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
  if (before && ratesOf(before) === ratesOf(row)) return after;
  await write(
    db,
    price,
    before,
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
      resource: ["MODEL_PRICE", priceResource(after)],
      severity: "WARNING",
      ...(before ? { before: { ...toPrice(before) } } : {}),
      after: { ...after },
    }),
    ...(after.input === 0 ? [somePriceStays(db)] : []),
  );
  return after;
}

/** Throws PRICE_001, PRICE_003 for the last one, and EDIT_001 where somebody else was first. */
export async function deletePrice(
  db: Db,
  actor: Actor,
  { shown, ...price }: Identity & { readonly shown?: Shown },
  origin: Origin,
): Promise<void> {
  const before = await findPrice(db, price);
  if (!before) throw new AppError("PRICE_001");
  checkShown(shown, before);
  await write(
    db,
    price,
    before,
    db.delete(modelPrice).where(isRow(price)),
    somePriceStays(db),
    auditStatement(db, actor, origin, {
      event: "DATA_CHANGE",
      action: "DELETE",
      resource: ["MODEL_PRICE", priceResource(toPrice(before))],
      severity: "WARNING",
      before: { ...toPrice(before) },
    }),
  );
}
