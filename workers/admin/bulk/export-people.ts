import { and, asc, eq, gt, isNotNull, ne, or, sql } from "drizzle-orm";
import type { exportUsers as contract } from "#contract/admin-bulk";
import type { QueryOf } from "#contract/endpoint";
import { demoOwnerId } from "../../auth/demo-owner.ts";
import { standingColumns } from "../../auth/person.ts";
import { user } from "../../auth/user.sql.ts";
import { byteOrderMark, csvLine } from "../../platform/text/csv.ts";
import { openDb } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import type { Actor, AppContext } from "../../platform/http/http.ts";
import { recordExport } from "../../platform/records/record-export.ts";
import { streamText } from "../../platform/text/stream-text.ts";
import { dayOf } from "../../settings/site-time.ts";
import { hasFactor, hasRole, statusColumn } from "../people/person-columns.ts";
import { workbook } from "./workbook.ts";

type Query = QueryOf<typeof contract>;
type Cell = string | number;

const perPage = 500;

const columns = [
  "id",
  "email",
  "name",
  "role",
  "status",
  "language",
  "second_factor",
  "created_at",
  "last_active_at",
  "elevated_until",
];

/** The header, then a line a person, in the order of ids: nobody is met twice whatever changes. */
async function* lines(env: Env, { status, role }: Query): AsyncGenerator<readonly Cell[]> {
  const db = openDb(env.DB);
  yield columns;
  for (let after = ""; ;) {
    const rows = await db
      .select({
        id: user.id,
        email: user.email,
        name: user.name,
        role: user.role,
        status: statusColumn().as("shown_status"),
        language: user.language,
        factor: hasFactor.as("has_factor"),
        createdAt: user.createdAt,
        lastActiveAt: user.lastActiveAt,
        elevatedUntil: standingColumns.elevatedUntil,
      })
      .from(user)
      .where(
        and(
          gt(user.id, after),
          or(ne(user.status, "deleted"), isNotNull(user.goneAt)),
          ne(user.id, demoOwnerId),
          role?.length ? or(...role.map(hasRole)) : ne(user.role, "guest"),
          status?.length ? or(...status.map((one) => eq(statusColumn(), one))) : sql`true`,
        ),
      )
      .orderBy(asc(user.id))
      .limit(perPage);
    for (const row of rows) {
      const elevated = row.role === "user" && (row.elevatedUntil ?? 0) > Date.now();
      yield [
        row.id,
        row.email,
        row.name,
        elevated ? "admin" : row.role,
        row.status,
        row.language ?? "",
        row.factor ? "yes" : "no",
        row.createdAt.toISOString(),
        row.lastActiveAt?.toISOString() ?? "",
        elevated && row.elevatedUntil !== null ? new Date(row.elevatedUntil).toISOString() : "",
      ];
    }
    const last = rows.at(-1);
    if (rows.length < perPage || last === undefined) return;
    after = last.id;
  }
}

async function* csv(rows: AsyncIterable<readonly Cell[]>): AsyncGenerator<string> {
  yield byteOrderMark;
  for await (const row of rows) yield csvLine(row);
}

const types = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/** SA-028, T-28: streamed, on record before the first byte leaves, and at its end. Throws AUTH_005. */
export async function exportPeople(c: AppContext, actor: Actor, query: Query): Promise<Response> {
  const { format, ...filter } = query;
  const taking = await recordExport(c, actor, "USER", { format, filter });
  taking.took(0);
  const rows = (async function* () {
    for await (const line of lines(c.env, query)) {
      yield line;
      taking.took(line === columns ? 0 : 1);
    }
  })();
  const pieces = format === "csv" ? csv(rows) : workbook("Users", rows);
  return new Response(streamText(pieces, taking.end), {
    headers: {
      "content-type": types[format],
      "content-disposition": `attachment; filename="engawa-users-${dayOf(Date.now())}.${format}"`,
      "cache-control": "no-store",
    },
  });
}
