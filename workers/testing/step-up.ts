import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { totpSecret } from "../auth/second-factor/second-factor.sql.ts";
import { userSession } from "../auth/user-session.sql.ts";
import { openDb } from "../platform/db.ts";
import { signUp, type Person } from "./people.ts";

/** Someone with a second factor who has just shown it. */
export async function proveFactor(person: Person): Promise<Person> {
  const db = openDb(env.DB);
  const now = new Date();
  await db.batch([
    db
      .insert(totpSecret)
      .values({ userId: person.id, secret: "not-used", lastStep: 0, createdAt: now })
      .onConflictDoNothing(),
    db
      .update(userSession)
      .set({ provedAt: now, provedBy: "second_factor" })
      .where(eq(userSession.userId, person.id)),
  ]);
  return person;
}

export const provedAdmin = async (): Promise<Person> => proveFactor(await signUp("admin"));
