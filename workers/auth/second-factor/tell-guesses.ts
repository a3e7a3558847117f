import { and, eq, gt } from "drizzle-orm";
import { openDb, type Statement } from "../../platform/db.ts";
import { day } from "../../platform/durations.ts";
import { originOf, type AppContext } from "../../platform/http/http.ts";
import { mailStatements } from "../../mail/outbox.ts";
import { notice } from "../../notices/notice.sql.ts";
import { noticeStatement } from "../../notices/write-notice.ts";
import { deviceName } from "../device.ts";
import { recipientOf } from "../recipient.ts";
import { user } from "../user.sql.ts";

const kind = "codes_guessed";
/** Who guesses on does not fill its owner's inbox. */
const mostPerDay = 3;

/**
 * Tells a person that codes were guessed until the place was closed: whoever does has their
 * password. For the batch of the failure; call `deliverSoon` after it.
 */
export async function tellGuesses(c: AppContext, userId: string): Promise<Statement[]> {
  const db = openDb(c.env.DB);
  const account = await db.select().from(user).where(eq(user.id, userId)).get();
  const since = gt(notice.createdAt, new Date(Date.now() - day));
  const told = and(eq(notice.userId, userId), since, eq(notice.kind, kind));
  if (!account || (await db.$count(notice, told)) >= mostPerDay) return [];
  const origin = originOf(c);
  const seen = { ip: origin.ip ?? "?", device: deviceName(origin) };
  const mail = await mailStatements(db, c.env, {
    to: recipientOf(account),
    event: kind,
    data: { ...seen, at: new Date() },
  });
  const link = "/account/security";
  return [noticeStatement(db, userId, { kind, severity: "critical", data: seen, link }), ...mail];
}
