import { eq } from "drizzle-orm";
import type { updateAccount as endpoint } from "#contract/account";
import type { JsonOf } from "#contract/endpoint";
import { user } from "../auth/user.sql.ts";
import { auditStatement } from "../platform/records/audit.ts";
import type { Db } from "../platform/db.ts";
import { AppError } from "../platform/errors.ts";
import { named } from "../platform/text/folded-name.ts";
import type { Actor, Origin } from "../platform/http/http.ts";
import { assertStill, saysTheSame, untilWritten, writeEdit } from "../platform/write-edit.ts";

/** Changes what the person may say of themselves, field by field, and nothing else of the account. */
export async function updateAccount(
  db: Db,
  actor: Actor,
  { name, language, theme, time_zone: timeZone }: JsonOf<typeof endpoint>,
  origin: Origin,
): Promise<void> {
  const own = eq(user.id, actor.id);
  const columns = {
    name: user.name,
    language: user.language,
    theme: user.theme,
    timeZone: user.timeZone,
  };
  const given = Object.entries({ name, language, theme, timeZone });
  const set = Object.fromEntries(given.filter(([, value]) => value !== undefined));
  await untilWritten(async () => {
    const before = await db.select(columns).from(user).where(own).get();
    if (!before) throw new AppError("AUTH_002");
    const after = { ...before, ...set };
    if (saysTheSame(before, after)) return;
    await writeEdit(
      db,
      assertStill(db, user, own, before),
      db
        .update(user)
        .set({ ...set, ...(name === undefined ? {} : named(name)), updatedAt: new Date() })
        .where(own),
      auditStatement(db, actor, origin, {
        event: "DATA_CHANGE",
        action: "UPDATE",
        resource: ["USER", actor.id],
        before,
        after,
      }),
    );
  });
}
