import { and, asc, count, eq, ne, sql } from "drizzle-orm";
import { Hono } from "hono";
import * as contract from "#contract/saved-view";
import type { SavedView, ViewedPage } from "#contract/saved-view";
import { savedView } from "../../account/saved-view.sql.ts";
import { assertStatement, runAsserted } from "../../platform/assert-statement.ts";
import { auditStatement } from "../../platform/records/audit.ts";
import { openDb } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import { originOf, type AppEnv } from "../../platform/http/http.ts";
import { implement } from "../../platform/http/implement.ts";
import { assertStill, untilWritten, writeEdit } from "../../platform/write-edit.ts";

export const savedViewRoutes = new Hono<AppEnv>();

/** Of one person and page: a menu, not an archive. */
const most = 50;

const toView = (row: typeof savedView.$inferSelect): SavedView => ({
  id: row.id,
  page: row.page,
  name: row.name,
  query: row.query,
  created_at: row.createdAt.toISOString(),
});

const recorded = ({ page, name, query }: typeof savedView.$inferInsert) => ({ page, name, query });

const of = (userId: string, page: ViewedPage) =>
  and(eq(savedView.userId, userId), eq(savedView.page, page));

implement(savedViewRoutes, contract.listSavedViews, async (c, { actor, query }) => {
  const rows = await openDb(c.env.DB)
    .select()
    .from(savedView)
    .where(of(actor.id, query.page))
    .orderBy(asc(savedView.name))
    .limit(most);
  return { items: rows.map(toView) };
});

implement(savedViewRoutes, contract.saveView, async (c, { actor, json }) => {
  const db = openDb(c.env.DB);
  const [kept] = await db
    .select({ count: count() })
    .from(savedView)
    .where(and(of(actor.id, json.page), ne(savedView.name, json.name)));
  if ((kept?.count ?? 0) >= most) throw new AppError("LOG_002", { max: most });
  const same = and(of(actor.id, json.page), eq(savedView.name, json.name));
  return untilWritten(async () => {
    const before = await db.select().from(savedView).where(same).get();
    if (before?.query === json.query) return toView(before);
    const row = { ...json, id: crypto.randomUUID(), userId: actor.id, createdAt: new Date() };
    await writeEdit(
      db,
      before
        ? assertStill(db, savedView, same, { id: before.id })
        : assertStatement(db, sql`not exists(select 1 from ${savedView} where ${same})`),
      db.delete(savedView).where(same),
      db.insert(savedView).values(row),
      auditStatement(db, actor, originOf(c), {
        event: "DATA_CHANGE",
        action: before ? "UPDATE" : "CREATE",
        resource: ["SAVED_VIEW", row.id],
        ...(before ? { before: recorded(before) } : {}),
        after: recorded(row),
      }),
    );
    return toView(row);
  });
});

implement(savedViewRoutes, contract.deleteView, async (c, { actor, param }) => {
  const db = openDb(c.env.DB);
  const mine = and(eq(savedView.id, param.id), eq(savedView.userId, actor.id));
  const row = await db.select().from(savedView).where(mine).get();
  if (!row) throw new AppError("REQUEST_002");
  await runAsserted(
    db,
    () => new AppError("REQUEST_002"),
    assertStill(db, savedView, mine, {}),
    db.delete(savedView).where(mine),
    auditStatement(db, actor, originOf(c), {
      event: "DATA_CHANGE",
      action: "DELETE",
      resource: ["SAVED_VIEW", row.id],
      before: recorded(row),
    }),
  );
});
