import type { CommandInfo } from "#contract/frames";
import type { Language } from "#contract/errors";
import { commandDirectory, readCommand, type ProjectCommand } from "../agent/command-file.ts";
import { listCommands as allCommands } from "../agent/commands.ts";
import type { Core } from "./core.ts";
import { workspaceOf } from "./surroundings.ts";

/** More would only slow every connection down. */
const maxCommands = 50;

/** The commands the project brings along in `.claude/commands`. */
export async function projectCommands(core: Core): Promise<ProjectCommand[]> {
  const workspace = workspaceOf(core);
  const paths = (await workspace.listPaths(commandDirectory)).slice(0, maxCommands);
  const found = await Promise.all(
    paths.map(async (path) => readCommand(path, (await workspace.readText(path)) ?? "")),
  );
  return found.filter((command) => command !== null);
}

export const listCommands = async (core: Core, language: Language): Promise<CommandInfo[]> =>
  allCommands(await projectCommands(core), language);
