import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { accessRequest } from "../people/requests/access-request.sql.ts";
import { openDb } from "../platform/db.ts";
import { hour } from "../platform/durations.ts";
import type { Person } from "./people.ts";

const db = openDb(env.DB);

/** Granted for an hour; the request's id. */
export async function elevate(person: Person): Promise<string> {
  const id = crypto.randomUUID();
  await db.insert(accessRequest).values({
    id,
    kind: "elevation",
    userId: person.id,
    reason: "a test of it",
    status: "approved",
    endsAt: new Date(Date.now() + hour),
    createdAt: new Date(),
  });
  return id;
}

/** As if its time had gone by: nobody was told of it yet. */
export async function endElevation(id: string): Promise<void> {
  const past = { endsAt: new Date(Date.now() - 1) };
  await db.update(accessRequest).set(past).where(eq(accessRequest.id, id));
}
