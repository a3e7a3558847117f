/** What a message came by, and the end of what came by what is no more (T-02). */
import { errorText } from "#contract/errors";
import type { Role } from "#contract/common";
import type { Asker } from "../auth/asker.ts";
import { openDb } from "../platform/db.ts";
import { AppError } from "../platform/errors.ts";
import { errorFields, log } from "../platform/log.ts";
import { requireStanding } from "../sessions/standing.ts";
import { commit, setupOf, type Core } from "./core.ts";
import { queueFrame } from "./messages.ts";
import { readMeta } from "./meta.ts";
import { addNotice } from "./notices.ts";
import { removeQueued, type Incoming } from "./queue.ts";

const standingOf = (core: Core, asker: Asker): Promise<Role> =>
  requireStanding(openDb(core.env.DB), setupOf(core).session_id, asker);

/** The role of who asked for the turn. Throws as `requireStanding`. */
export const standingOfTurn = (core: Core): Promise<Role> =>
  standingOf(core, {
    key_id: readMeta(core.sql, "key_id"),
    login_id: readMeta(core.sql, "login_id"),
  });

const quoted = 80;

/** So that it is neither done nor read by the model later. */
function drop(core: Core, { client_id, text, language }: Incoming): void {
  const { message } = errorText("SESSION_006", language);
  const line = [...(text.trim().split("\n")[0] ?? "")];
  const what = `${line.slice(0, quoted).join("")}${line.length > quoted ? "…" : ""}`;
  const words = language === "ja" ? `${message}：「${what}」` : `${message}: “${what}”`;
  commit(core, () => {
    if (!removeQueued(core.sql, client_id)) return [];
    const told = { code: "SESSION_006", turn_id: crypto.randomUUID() };
    return [queueFrame(core), addNotice(core, "error", words, told)];
  });
}

/** Refusals that take a message with them: its sign-ins and keys are over, or its project is not theirs. */
const gone: ReadonlySet<string> = new Set(["SESSION_006", "AUTH_004", "PROJECT_001"]);

/** Drops a waiting message of whom nothing may run any more, and says so; whether it did. */
export async function dropIfGone(core: Core, message: Incoming): Promise<boolean> {
  const { key_id = null, login_id = null } = message;
  try {
    await standingOf(core, { key_id, login_id });
    return false;
  } catch (error) {
    // The rest is for its turn to find.
    if (!(error instanceof AppError)) log("warn", "asker_not_checked", errorFields(error));
    if (!(error instanceof AppError) || !gone.has(error.code)) return false;
    drop(core, message);
    return true;
  }
}
