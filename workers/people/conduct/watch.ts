import type { ActivityEvent } from "../../platform/activity-event.ts";
import { openDb } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import { errorFields, log } from "../../platform/log.ts";
import { climbLadder } from "./climb-ladder.ts";
import { findOffence, isSignal, windowMs } from "./count-signals.ts";

/**
 * Looks at activity that was just stored (U-102): one question a person with something to explain,
 * none for everybody else. A batch that comes twice says nothing new.
 */
export async function watchConduct(env: Env, events: readonly ActivityEvent[]): Promise<void> {
  const newest = new Map<string, number>();
  for (const event of events) {
    if (event.user_id === null || !isSignal(event)) continue;
    newest.set(event.user_id, Math.max(newest.get(event.user_id) ?? 0, event.created_at));
  }
  const db = openDb(env.DB);
  for (const [userId, until] of newest) {
    try {
      const offence = await findOffence(db, userId, until);
      if (!offence) continue;
      const detail = `${offence.count} in ${windowMs / 60_000} min`;
      await climbLadder(env, { userId, kind: offence.kind, detail, sessionId: null });
    } catch (error) {
      log("error", "conduct_not_watched", { user_id: userId, ...errorFields(error) });
    }
  }
}
