/**
 * A redirection into a file that may not be written must fail like any command: one message, exit 1,
 * and the script goes on. just-bash lets the refusal escape and drops all output so far, so each
 * such command stands behind a check of its targets: `{ check t || false; check -q t && cmd > t; }`.
 * The first half ends a script under `set -e`, the second leaves the command's own status alone. The
 * file system still refuses whatever slips past (eval, targets that compute).
 */
import { type Bash, type CustomCommand, defineCommand } from "just-bash/browser";
import {
  type CommandNode,
  isPipeline,
  nodesOf,
  type Redirection,
  type Statement,
  type Word,
} from "./syntax.ts";

const checkName = "redirection-check";

type Transform = Parameters<Bash["registerTransformPlugin"]>[0];

export const redirectionPlugin: Transform = {
  name: checkName,
  transform({ ast }) {
    const pipelines = [...nodesOf(ast)].filter(isPipeline);
    for (const pipeline of pipelines) pipeline.commands = pipeline.commands.map(checked);
    return { ast };
  },
};

/** `refusal` says why an absolute path cannot be written, or null. */
export const redirectionCheck = (
  resolve: (cwd: string, path: string) => string,
  refusal: (absolute: string) => string | null,
): CustomCommand =>
  defineCommand(checkName, async ([quiet, ...targets], { cwd }) => {
    for (const target of targets) {
      const why = refusal(resolve(cwd, target));
      const stderr = quiet === "-q" ? "" : `bash: ${target}: ${why}\n`;
      if (why) return { stdout: "", stderr, exitCode: 1 };
    }
    return { stdout: "", stderr: "", exitCode: 0 };
  });

const writes = new Set([">", ">>", ">|", "&>", "&>>", "<>"]);

function targetOf({ operator, target }: Redirection): Word | null {
  if (!writes.has(operator) || target.type === "HereDoc") return null;
  const computes = [...nodesOf(target)].some(({ type }) =>
    /^(?:Command|Process)Substitution$|^Arith|^AssignDefault$/.test(type),
  );
  return computes ? null : target;
}

function checked(command: CommandNode): CommandNode {
  if (command.type === "FunctionDef") return command;
  const targets = command.redirections.map(targetOf).filter((word) => word !== null);
  if (targets.length === 0) return command;
  const loud = simple(checkName, [word("-v"), ...targets]);
  const quiet = simple(checkName, [word("-q"), ...targets]);
  return {
    type: "Group",
    body: [list([loud, simple("false", [])], ["||"]), list([quiet, command], ["&&"])],
    redirections: [],
  };
}

const list = (commands: CommandNode[], operators: Statement["operators"]): Statement => ({
  type: "Statement",
  pipelines: commands.map((command) => ({
    type: "Pipeline",
    commands: [command],
    negated: false,
  })),
  operators,
  background: false,
});

const word = (value: string): Word => ({ type: "Word", parts: [{ type: "Literal", value }] });

const simple = (name: string, args: Word[]): CommandNode => ({
  type: "SimpleCommand",
  name: word(name),
  args,
  assignments: [],
  redirections: [],
});
