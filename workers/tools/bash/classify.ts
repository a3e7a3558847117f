/**
 * What a command line is, from its syntax tree: for the approval card and for asking less often.
 * What is allowed is enforced elsewhere, on expanded arguments and resolved paths.
 */
import { Bash } from "just-bash/browser";
import { evaluatesText } from "./evaluated-text.ts";
import { type Argument, onlyArranges, onlyLooks } from "./read-only-commands.ts";
import {
  fixedText,
  isRedirection,
  isSimpleCommand,
  nodesOf,
  parseScript,
  type Redirection,
  type Script,
  type SimpleCommand,
} from "./syntax.ts";

export interface Classification {
  /** Nothing that can be seen of it changes a file; it runs without the right to (`run-shell.ts`). */
  readonly read_only: boolean;
  /**
   * Each simple command, those in substitutions too, without redirections; and one entry named ">"
   * for each redirection into a file, so that a rule about a command does not cover where it writes.
   */
  readonly commands: {
    readonly text: string;
    readonly name: string;
    /** This one only looks, whatever the others do. */
    readonly read_only: boolean;
  }[];
  readonly parsed: boolean;
  /** Besides looking it only makes, moves and copies files (mkdir, touch, mv, cp, rmdir). */
  readonly edits_only: boolean;
}

type Effect = "looks" | "arranges" | "unknown";

const maxLength = 20_000;
const unparsed: Classification = {
  read_only: false,
  commands: [],
  parsed: false,
  edits_only: false,
};

export function classifyCommand(command: string): Classification {
  const script = command.length > maxLength ? undefined : parseScript(command);
  if (!script || hasDeferredError(script)) return unparsed;
  const print = printer();
  const commands: { text: string; name: string; read_only: boolean }[] = [];
  const effects: Effect[] = [];
  let hidden = false;
  for (const node of nodesOf(script)) {
    hidden ||= evaluatesText(node);
    if (isSimpleCommand(node)) {
      const name = node.name && fixedText(node.name);
      const effect = effectOf(node, name);
      const read_only = effect === "looks";
      if (node.name) commands.push({ text: print(node), name: name ?? "", read_only });
      effects.push(effect);
    } else if (isRedirection(node)) {
      const target = writtenTo(node);
      if (target === null) continue;
      commands.push({ text: `> ${target}`, name: ">", read_only: false });
      effects.push("unknown");
    } else if (cannotBeJudged(node)) effects.push("unknown");
  }
  const read_only = effects.every((effect) => effect === "looks");
  const parsed = read_only || !hidden;
  const arranges = effects.every((effect) => effect !== "unknown");
  return {
    read_only,
    edits_only: parsed && arranges && !read_only,
    commands,
    parsed,
  };
}

function effectOf(node: SimpleCommand, name: string | null): Effect {
  if (!node.name) return "looks";
  if (name === null) return "unknown";
  const args: Argument[] = node.args.map(fixedText);
  if (onlyLooks(name, args)) return "looks";
  return onlyArranges(name) ? "arranges" : "unknown";
}

/** Arithmetic may hold a substitution as bare text. */
const cannotBeJudged = (node: { readonly type: string }): boolean =>
  node.type === "ArithCommandSubst";

const hasDeferredError = (script: Script): boolean =>
  script.statements.some((statement) => statement.deferredError !== undefined);

/** The file a redirection writes; null when it writes none. "" is a file known only when it runs. */
function writtenTo({ operator, target }: Redirection): string | null {
  if (operator === "<" || operator === "<<" || operator === "<<-" || operator === "<<<")
    return null;
  if (operator === "<&" || target.type === "HereDoc") return null;
  const file = fixedText(target);
  if (file === "/dev/null") return null;
  if (operator === ">&" && file !== null && /^(?:\d+|-)$/.test(file)) return null;
  return file ?? "";
}

/** Text of one command as just-bash itself would write it. */
function printer(): (command: SimpleCommand) => string {
  let script: Script = { type: "Script", statements: [] };
  const bash = new Bash({ commands: [] });
  bash.registerTransformPlugin({ name: "print", transform: () => ({ ast: script }) });
  return (command) => {
    const bare = { ...command, redirections: [] };
    const pipeline = { type: "Pipeline" as const, commands: [bare], negated: false };
    script = {
      type: "Script",
      statements: [{ type: "Statement", pipelines: [pipeline], operators: [], background: false }],
    };
    return bash.transform("").script.trim();
  };
}
