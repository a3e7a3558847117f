import { and, desc, eq } from "drizzle-orm";
import type { Db } from "../platform/db.ts";
import { user } from "./user.sql.ts";

/** Administrators of one mailing; more than a site has. */
const most = 50;

/** Those who may act, who was here last first: of too many, those are told who will see it. */
export const adminsToTell = (db: Db) =>
  db
    .select()
    .from(user)
    .where(and(eq(user.role, "admin"), eq(user.status, "active")))
    .orderBy(desc(user.lastActiveAt), user.id)
    .limit(most);

/** Of them so many are named to who has something to ask. */
const named = 3;

/** Whom a person who is shut out may turn to: names and addresses, a line each. */
export async function whomToAsk(db: Db, personId: string): Promise<string[]> {
  const admins = await adminsToTell(db);
  return admins
    .filter((admin) => admin.id !== personId)
    .slice(0, named)
    .map((admin) => `- ${admin.name} (${admin.email})`);
}
