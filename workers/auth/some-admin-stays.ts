import { sql } from "drizzle-orm";
import { assertStatement } from "../platform/assert-statement.ts";
import type { Db, Statement } from "../platform/db.ts";
import { localUserId } from "./local-person.ts";

/** Last in a batch: at least one administrator stays who can sign in, whatever happens at the same time; the person of a site without sign-in cannot. */
export const someAdminStays = (db: Db): Statement =>
  assertStatement(
    db,
    sql`exists(select 1 from user where role = 'admin' and status = 'active' and id <> ${localUserId}
      and (suspended_until is null or suspended_until <= ${Date.now()}))`,
  );
