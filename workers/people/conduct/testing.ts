/** What became of a person, for tests. */
import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { notice } from "../../notices/notice.sql.ts";
import { openDb } from "../../platform/db.ts";
import { violation } from "./violation.sql.ts";

const db = openDb(env.DB);

export const violationsOf = (id: string) =>
  db.select().from(violation).where(eq(violation.userId, id)).orderBy(violation.createdAt);
export const noticesOf = async (id: string) =>
  (await db.select().from(notice).where(eq(notice.userId, id))).map(({ kind }) => kind);
