/** The permission mode of a session as it counts now; bypass ends by itself (T-06). */
import type { PermissionMode } from "#contract/common";
import { errorText, type Language } from "#contract/errors";
import type { ChatSettings, ServerFrame } from "#contract/frames";
import { parseCommand } from "../agent/commands.ts";
import { findLoginById } from "../auth/logins.ts";
import { AppError } from "../platform/errors.ts";
import { modeInEffect, requireBypassProof } from "../sessions/bypass.ts";
import { commit, setupOf, type Core } from "./core.ts";
import { readMeta } from "./meta.ts";
import { addNotice } from "./notices.ts";
import { setMode } from "./outbox.ts";
import { nextSeq } from "./transcript.ts";

export function settingsOf(core: Core): ChatSettings {
  const { title, model, mode, bypass_until: until = null, owner } = setupOf(core);
  const now = modeInEffect(owner.role, mode, until);
  return { title, model, mode: now, bypass_until: now === "bypass" ? until : null };
}

/** Call inside `commit`. */
export const settingsFrame = (core: Core): ServerFrame => ({
  type: "settings",
  seq: nextSeq(core.sql),
  settings: settingsOf(core),
});

/** What a key asked for is never done in bypass: nobody is there who proved to be it. */
export function currentMode(core: Core): PermissionMode {
  const { mode } = settingsOf(core);
  return mode === "bypass" && readMeta(core.sql, "key_id") !== null ? "default" : mode;
}

const ended: Record<Language, string> = {
  ja: "**default**\n\n「すべて許可」モードが終了しました。",
  en: "**default**\n\n“Allow all” mode has ended.",
};

/** When bypass mode ends, Unix milliseconds; null where it is not on. */
export const endOfBypass = (core: Core): number | null => {
  const { mode, bypass_until: until = null } = setupOf(core);
  return mode === "bypass" ? (until ?? 0) : null;
};

/** Puts a bypass whose time is over back to `default`, and says so in the transcript. */
export function endOverdueBypass(core: Core): void {
  const end = endOfBypass(core);
  if (end === null || end > Date.now()) return;
  commit(core, () => {
    setMode(core, "default");
    return [settingsFrame(core), addNotice(core, "mode", ended[readMeta(core.sql, "language")])];
  });
}

/** The person behind a login, which a key has not, has just shown their second factor. Throws as `requireBypassProof`. */
export async function requireBypass(core: Core, loginId: string | null | undefined): Promise<void> {
  if (!loginId) throw new AppError("KEY_002", { required: null });
  const found = await findLoginById(core.env, loginId);
  if (!found.actor || found.actor.id !== setupOf(core).owner.id) throw new AppError("AUTH_010");
  requireBypassProof(found.actor);
}

/** Whether a message asks for bypass mode. */
export function asksForBypass(text: string, language: Language): boolean {
  const command = parseCommand(text, [], language);
  return command.kind === "action" && command.name === "mode" && command.args === "bypass";
}

/** Why the mode was not changed, for the transcript. */
export function refusalText(error: unknown, language: Language): string {
  if (!(error instanceof AppError)) throw error;
  const { message, remedy } = errorText(error.code, language);
  return `${message}\n\n${remedy}`;
}
