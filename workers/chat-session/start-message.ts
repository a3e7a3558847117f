/** A waiting message becomes a turn: an ordinary one, an expanded command, or something Engawa does itself. */
import type { ServerFrame } from "#contract/frames";
import { PermissionMode } from "#contract/common";
import type { Language } from "#contract/errors";
import { helpText, parseCommand, type Command } from "../agent/commands.ts";
import { withOpenFile } from "../agent/open-file.ts";
import { mayUseMode } from "../agent/roles.ts";
import { detailsOf } from "../agent/turn.ts";
import { findModel } from "../models/catalogue.ts";
import { AppError } from "../platform/errors.ts";
import { listModelsFor } from "../usage/models-for.ts";
import { projectCommands } from "./commands.ts";
import { compact, isOverfull } from "./compact.ts";
import { commit, newAbort, setRun, setupOf, type Core } from "./core.ts";
import { costText } from "./cost.ts";
import { finishTurn } from "./finish.ts";
import { beginTurn } from "./messages.ts";
import { readMeta, writeMeta } from "./meta.ts";
import { refusalText, requireBypass, settingsFrame, settingsOf } from "./mode.ts";
import { addNotice } from "./notices.ts";
import { setMode } from "./outbox.ts";
import type { Incoming } from "./queue.ts";
import { lookAround } from "./surroundings.ts";
import { nextSeq } from "./transcript.ts";

type Action = Extract<Command, { kind: "action" }>;

/** `model`: the turn began and is the model's; `done`: nothing is left to do for this message. */
export async function startMessage(core: Core, message: Incoming): Promise<"model" | "done"> {
  const own = message.text.trimStart().startsWith("/") ? await projectCommands(core) : [];
  const command = parseCommand(message.text, own, message.language);
  switch (command.kind) {
    case "none":
      return begin(core, message, withOpenFile(message.text, message.open_file));
    case "prompt":
      return begin(core, message, withOpenFile(command.text, message.open_file));
    case "unknown":
      if (!beginTurn(core, message, null)) return "done";
      return close(core, () => [
        addNotice(
          core,
          "unknown_command",
          `/${command.name}\n\n${helpText(own, message.language)}`,
        ),
      ]);
    case "action":
      if (!beginTurn(core, message, null)) return "done";
      if (command.name === "help") {
        return close(core, () => [addNotice(core, "help", helpText(own, message.language))]);
      }
      return act(core, command, message);
    default:
      return command satisfies never;
  }
}

/** Goes on with a command that was cut off: nothing is left to do for the others. */
export async function resumeCommand(
  core: Core,
  { text, language }: { readonly text: string; readonly language: Language },
): Promise<void> {
  const command = parseCommand(text, [], language);
  if (command.kind === "action" && command.name !== "help") await act(core, command, { language });
  else close(core, () => []);
}

const begin = (core: Core, message: Incoming, text: string): "model" | "done" =>
  beginTurn(core, message, text) ? "model" : "done";

function close(core: Core, change: () => ServerFrame[]): "done" {
  commit(core, () => [...change(), setRun(core, "idle")]);
  return "done";
}

function clear(core: Core): ServerFrame[] {
  writeMeta(core.sql, "todos", []);
  writeMeta(core.sql, "plan", "");
  const context = { ...readMeta(core.sql, "context"), used_tokens: 0 };
  writeMeta(core.sql, "context", context);
  const cost_micro_usd = readMeta(core.sql, "cost_micro_usd");
  return [
    addNotice(core, "cleared", ""),
    { type: "todos", seq: nextSeq(core.sql), todos: [] },
    { type: "meter", seq: nextSeq(core.sql), context, cost_micro_usd },
  ];
}

/** Call inside `commit`. */
function change(core: Core, part: { model?: string; mode?: PermissionMode }): ServerFrame {
  if (part.mode) setMode(core, part.mode);
  if (part.model) writeMeta(core.sql, "setup", { ...setupOf(core), model: part.model });
  return settingsFrame(core);
}

/** Of the message that asks for it. */
interface Asking {
  readonly language: Language;
  readonly login_id?: string | null;
}

async function act(core: Core, { name, args }: Action, asking: Asking): Promise<"done"> {
  const { language } = asking;
  switch (name) {
    case "help":
      return "done";
    case "clear":
      return close(core, () => clear(core));
    case "cost":
      return close(core, () => [addNotice(core, "cost", costText(core, language))]);
    case "compact":
      return compactNow(core, args);
    case "model":
      return chooseModel(core, args);
    case "mode":
      return chooseMode(core, args, asking);
    default:
      return name satisfies never;
  }
}

async function compactNow(core: Core, wish: string): Promise<"done"> {
  const { signal } = newAbort(core);
  try {
    const around = await lookAround(core);
    const full = isOverfull(core, around);
    const { made, error } = await compact(core, around, signal, { wish, full });
    if (made) await finishTurn(core, "end_turn");
    else if (signal.aborted) await finishTurn(core, "stopped");
    else await finishTurn(core, "error", error ? detailsOf(error) : {});
  } finally {
    core.live.abort = null;
  }
  return "done";
}

async function chooseModel(core: Core, args: string): Promise<"done"> {
  const models = await listModelsFor(core.env, setupOf(core).owner.role);
  const chosen = args === "" ? null : findModel(models, args);
  const lines = models.map(({ id, name }) => `- \`${id}\` — ${name}`).join("\n");
  const current = chosen?.id ?? setupOf(core).model;
  close(core, () => [
    ...(chosen ? [change(core, { model: chosen.id })] : []),
    addNotice(core, "model", `**${current}**${chosen ? "" : `\n\n${lines}`}`),
  ]);
  return "done";
}

/** Bypass needs its proof now, too: the message may have waited long in the queue. */
async function chooseMode(core: Core, args: string, asking: Asking): Promise<"done"> {
  const { role } = setupOf(core).owner;
  const mode = PermissionMode.options.find((option) => option === args && mayUseMode(role, option));
  const lines = PermissionMode.options
    .filter((option) => mayUseMode(role, option))
    .map((option) => `- \`${option}\``)
    .join("\n");
  try {
    if (!mode && PermissionMode.options.some((option) => option === args)) {
      throw new AppError("SESSION_004");
    }
    if (mode === "bypass") await requireBypass(core, asking.login_id);
  } catch (error) {
    const text = refusalText(error, asking.language);
    return close(core, () => [addNotice(core, "mode", text)]);
  }
  return close(core, () => [
    ...(mode ? [change(core, { mode })] : []),
    addNotice(core, "mode", `**${mode ?? settingsOf(core).mode}**${mode ? "" : `\n\n${lines}`}`),
  ]);
}
