import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { totpSecret } from "../auth/second-factor/second-factor.sql.ts";
import { userSession } from "../auth/user-session.sql.ts";
import { accessRequest } from "../people/requests/access-request.sql.ts";
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

/** An administrator for an hour (U-140). */
export async function elevate(person: Person): Promise<Person> {
  const now = Date.now();
  await openDb(env.DB)
    .insert(accessRequest)
    .values({
      id: crypto.randomUUID(),
      kind: "elevation",
      userId: person.id,
      reason: "a test",
      status: "approved",
      endsAt: new Date(now + 3_600_000),
      createdAt: new Date(now),
    });
  return person;
}
