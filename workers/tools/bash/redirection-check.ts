/**
 * A redirection into a file that may not be written must fail like any command: one message, exit 1,
 * and the script goes on. just-bash lets the refusal escape and drops all output so far, so each
 * such command is put behind a check of its targets: `if <check> target; then cmd > target; else
 * false; fi`. The file system still refuses whatever slips past (eval, targets that compute).
 */
import { type Bash, type CustomCommand, defineCommand } from "just-bash/browser";
import {
  type CommandNode,
  nodesOf,
  type Pipeline,
  type Redirection,
  type Statement,
  type SyntaxNode,
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
  defineCommand(checkName, async (targets, { cwd }) => {
    for (const target of targets) {
      const why = refusal(resolve(cwd, target));
      if (why) return { stdout: "", stderr: `bash: ${target}: ${why}\n`, exitCode: 1 };
    }
    return { stdout: "", stderr: "", exitCode: 0 };
  });

const isPipeline = (node: SyntaxNode): node is Pipeline => node.type === "Pipeline";

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
  return {
    type: "If",
    clauses: [
      {
        condition: [statement(simple(checkName, targets))],
        body: [statement(command)],
      },
    ],
    elseBody: [statement(simple("false", []))],
    redirections: [],
  };
}

const statement = (command: CommandNode): Statement => ({
  type: "Statement",
  pipelines: [{ type: "Pipeline", commands: [command], negated: false }],
  operators: [],
  background: false,
});

const simple = (name: string, args: Word[]): CommandNode => ({
  type: "SimpleCommand",
  name: { type: "Word", parts: [{ type: "Literal", value: name }] },
  args,
  assignments: [],
  redirections: [],
});
