import { and, eq } from "drizzle-orm";
import type { Db, Statement } from "../platform/db.ts";
import type { Actor } from "../platform/http/http.ts";
import { user } from "./user.sql.ts";

/** A guest who leaves gives the place back: the account ends with its one sign-in. */
export const endStay = (db: Db, actor: Actor): Statement[] =>
  actor.role === "guest"
    ? [
        db
          .update(user)
          .set({ expiresAt: new Date() })
          .where(and(eq(user.id, actor.id), eq(user.role, "guest"))),
      ]
    : [];
