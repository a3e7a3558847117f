/**
 * Every command the shell can run, each behind the same gate. The gate sees arguments after
 * expansion, so quoting, variables, eval, xargs, functions and the like hide nothing from it.
 */
import { type CustomCommand, defineCommand, getCommandNames } from "just-bash/browser";
import type { ExecResult, ResolvedCommandContext } from "just-bash/browser";
import { ruleDeniesCommand } from "../../agent/rules.ts";
import type { ShellAbuse } from "../../agent/tool.ts";
import { abuseOfCommand } from "./abuse.ts";
import { absentPrograms, blockedPrograms } from "./absent-programs.ts";
import { argumentRefusal } from "./argument-guard.ts";
import { wrongAnswer } from "./loud-refusals.ts";
import { runGrep, runRg, type SearchDeps } from "./search-commands.ts";

export interface DispatchDeps extends SearchDeps {
  readonly deny: readonly string[];
  readonly tick: () => Promise<void>;
  readonly refused: (why: string) => void;
  readonly noticed: (abuse: ShellAbuse | null) => void;
}

const says = (name: string, why: string, exitCode: number): ExecResult => ({
  stdout: "",
  stderr: `${name}: ${why}\n`,
  exitCode,
});

/** Enough for `yes | head`; a pipe here is not a stream. */
const yesLines = 10_000;

const own: Partial<
  Record<
    string,
    (
      args: readonly string[],
      deps: DispatchDeps,
      context: ResolvedCommandContext,
    ) => Promise<ExecResult>
  >
> = {
  grep: (args, deps, context) => runGrep("grep", args, deps, context),
  egrep: (args, deps, context) => runGrep("egrep", args, deps, context),
  fgrep: (args, deps, context) => runGrep("fgrep", args, deps, context),
  rg: runRg,
  yes: async (args) => ({
    stdout: `${args.join(" ").slice(0, 1000) || "y"}\n`.repeat(yesLines),
    stderr: `yes: stopped after ${yesLines} lines; here a command ends before the next begins\n`,
    exitCode: 0,
  }),
};

export function shellCommands(deps: DispatchDeps): CustomCommand[] {
  const names = new Set<string>([
    ...getCommandNames(),
    ...Object.keys(own),
    ...absentPrograms.keys(),
    ...blockedPrograms.keys(),
  ]);
  return [...names].map((name) =>
    defineCommand(name, async (args, context) => {
      await deps.tick();
      deps.noticed(abuseOfCommand(name, args, context.cwd));
      const rule = ruleDeniesCommand(deps.deny, [name, ...args]);
      const why = rule
        ? `the rule ${rule} denies this command`
        : (blockedPrograms.get(name) ??
          argumentRefusal(name, args, argumentContext(deps, context)));
      if (why) {
        deps.refused(`${name}: ${why}`);
        return says(name, why, 126);
      }
      const absent = absentPrograms.get(name);
      if (absent) return says(name, absent, 127);
      const wrong = wrongAnswer(name, args);
      if (wrong) return says(name, wrong, 2);
      const replacement = own[name];
      if (replacement) return replacement(args, deps, context);
      return context.origCommand?.(args) ?? says(name, "command not found", 127);
    }),
  );
}

const argumentContext = (deps: DispatchDeps, context: ResolvedCommandContext) => ({
  cwd: context.cwd,
  topLevel: () =>
    deps.files
      .list("")
      .map((entry) => entry.path)
      .filter((name) => !name.startsWith(".")),
});
