/** May this call run? deny → ask → allow → what the mode says; a deny holds in every mode. */
import type { PermissionMode, Role } from "#contract/common";
import { withoutRoot } from "./project-root.ts";
import { mayUseMode, mayUseTool, roleTable } from "./roles.ts";
import {
  type PathUse,
  type RuleSet,
  ruleDeniesCommand,
  ruleDeniesHost,
  ruleDeniesPath,
  ruleForCommand,
  ruleForPath,
  ruleForTool,
} from "./rules.ts";
import type { ToolCall, ToolEffect, ToolPolicy } from "./tool.ts";

/** What the shell's grammar tells about a command line (the shell's part finds it out). */
export interface CommandClass {
  /** False where the grammar was not understood: then the list of commands is not complete. */
  readonly parsed: boolean;
  /** Every command only looks. */
  readonly read_only: boolean;
  /** Every command looks or edits files of the project (mkdir, touch, mv, cp, …). */
  readonly edits_only: boolean;
  /** The simple commands, also those within compounds and substitutions. */
  readonly commands: readonly {
    readonly text: string;
    readonly name: string;
    readonly read_only?: boolean;
  }[];
}

export interface Asked {
  readonly mode: PermissionMode;
  readonly role: Role;
  readonly rules: RuleSet;
  readonly call: ToolCall;
  readonly effect: ToolEffect;
  /** Of a shell call. */
  readonly command?: CommandClass;
  /** Of a file tool, relative to the project; the searched directory for Grep and Glob. */
  readonly path?: string;
  /** Of a call that reaches another service: its host in its one spelling. */
  readonly host?: string;
}

export type Decision =
  | { readonly verdict: "allow" }
  /** `message` is for the model. */
  | { readonly verdict: "deny"; readonly message: string }
  | {
      readonly verdict: "ask";
      readonly kind: "permission" | "plan" | "question";
      /** For people. */
      readonly why: { readonly ja: string; readonly en: string };
      /** What "always allow" would add; null: cannot be remembered. */
      readonly rule: string | null;
    };

const allow: Decision = { verdict: "allow" };
const deny = (message: string): Decision => ({ verdict: "deny", message });

const useOf = (effect: ToolEffect): PathUse => (effect === "edit" ? "edit" : "read");

/** Words as they stand, quotes off: enough to compare names with rules, not to run anything. */
const wordsOf = (text: string): string[] =>
  text
    .split(/\s+/)
    .map((word) => word.replaceAll(/^["'\\]+|["']+$/g, ""))
    .filter((word) => word !== "");

const ignoringAssignments = (words: readonly string[]): readonly string[] => {
  const start = words.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word));
  return start === -1 ? [] : words.slice(start);
};

const deniedBy = ({ rules, call, effect, command, path, host }: Asked): string | null => {
  const whole = ruleForTool(rules.deny, call.name);
  if (whole !== null) return whole;
  if (host !== undefined) return ruleDeniesHost(rules.deny, host);
  if (path !== undefined) {
    const rule = ruleDeniesPath(rules.deny, useOf(effect), path);
    if (rule !== null) return rule;
  }
  for (const { text } of command?.commands ?? []) {
    const rule = ruleDeniesCommand(rules.deny, ignoringAssignments(wordsOf(text)));
    if (rule !== null) return rule;
  }
  return null;
};

/** A file named in a command counts as the file; what a glob or a variable becomes only a deny rule meets. */
const askedByFile = (ask: readonly string[], text: string): string | null => {
  for (const word of wordsOf(text)) {
    const path = withoutRoot(word.replace(/^[<>&|\d]+/, "").replace(/^\.\//, ""));
    if (path === "" || path.startsWith("-")) continue;
    const rule = ruleForPath(ask, "read", path) ?? ruleForPath(ask, "edit", path);
    if (rule !== null) return rule;
  }
  return null;
};

const askedBy = ({ rules, call, effect, command, path }: Asked): string | null => {
  const whole = ruleForTool(rules.ask, call.name);
  if (whole !== null) return whole;
  if (path !== undefined) return ruleForPath(rules.ask, useOf(effect), path);
  for (const { text } of command?.commands ?? []) {
    const rule =
      ruleForCommand(rules.ask, text) ??
      ruleDeniesCommand(rules.ask, ignoringAssignments(wordsOf(text))) ??
      askedByFile(rules.ask, text);
    if (rule !== null) return rule;
  }
  return null;
};

/** A compound command is allowed when each of its commands is, or only looks. */
const allowedBy = ({ rules, call, effect, command, path }: Asked): boolean => {
  if (ruleForTool(rules.allow, call.name) !== null) return true;
  if (path !== undefined) return ruleForPath(rules.allow, useOf(effect), path) !== null;
  if (!command?.parsed || command.commands.length === 0) return false;
  return command.commands.every(
    ({ text, read_only }) => read_only === true || ruleForCommand(rules.allow, text) !== null,
  );
};

const runsInMode = (mode: PermissionMode, effect: ToolEffect, command?: CommandClass): boolean => {
  if (effect === "read" || effect === "session") return true;
  if (effect === "shell" && command?.parsed && command.read_only) return true;
  if (mode !== "acceptEdits") return false;
  return (
    effect === "edit" || (effect === "shell" && command?.parsed === true && command.edits_only)
  );
};

/** What these do stands in what they read, not in their words. */
const takesInput = new Set(["xargs", "sh", "bash", "eval", "exec", "source", ".", "alias", "trap"]);

/** `Edit` for edits; for a command line the one command that does not merely look, exactly as written. */
export const suggestRule = ({ call, effect, command }: Asked): string | null => {
  if (effect === "edit") return "Edit";
  if (effect !== "shell") return call.name;
  if (!command?.parsed) return null;
  const doing = command.commands.filter(({ read_only }) => read_only !== true);
  const texts = new Set(doing.map(({ text }) => text.trim()));
  const [text] = texts;
  if (texts.size !== 1 || text === undefined || text === "") return null;
  // The same words would mean something else next time: patterns, variables, what input names.
  const [{ name } = { name: "" }] = doing;
  if (name === ">" ? text === ">" : takesInput.has(name)) return null;
  return /[*?[\]{}`$\n]/.test(text) || text.length > 200 ? null : `Bash(${text})`;
};

const whyAsk = (asked: Asked, rule: string | null): { ja: string; en: string } => {
  if (rule !== null)
    return {
      ja: `ルール「${rule}」により、実行のたびに確認します。`,
      en: `The rule “${rule}” asks every time.`,
    };
  if (asked.effect === "edit")
    return {
      ja: "このモードでは、ファイルを変更する前に確認します。",
      en: "In this mode, I ask before changing a file.",
    };
  if (asked.effect === "shell")
    return asked.command?.parsed === false
      ? {
          ja: "コマンドの内容を判定できないため、実行前に確認します。",
          en: "I can't tell beforehand what this command will do.",
        }
      : {
          ja: "このコマンドは、ファイルの変更など読み取り以外のことをする可能性があります。",
          en: "This command may do more than read, such as changing files.",
        };
  return { ja: "このツールの実行前に確認します。", en: "I ask before running this tool." };
};

const whyWeb = {
  ja: "外部のサイトへ接続します。モードやルールにかかわらず、毎回確認します。",
  en: "This reaches a site outside. It is asked every time, whatever the mode and the rules.",
};

const planMessage =
  "Plan mode: nothing may be changed yet. Look around with tools that only read; when you know what to do, present the plan with ExitPlanMode and wait for the answer.";
const readerMessage =
  "This account may only read. Say what you would change, so that somebody with write access can do it.";

export const decide = (asked: Asked): Decision => {
  const { role, rules, call, effect, command } = asked;
  const denied = deniedBy(asked);
  if (denied !== null) return deny(`Not allowed: the rule ${denied} denies this in every mode.`);
  if (!mayUseTool(role, rules.deny, call.name))
    return deny(
      role === "guest" ? readerMessage : `The tool ${call.name} is not available to this account.`,
    );
  if (effect === "ask")
    return {
      verdict: "ask",
      kind: call.name === "ExitPlanMode" ? "plan" : "question",
      why: { ja: "回答を待っています。", en: "Waiting for your answer." },
      rule: null,
    };
  // No mode and no rule answers for a person (U-103); looking elsewhere changes nothing, so planning may.
  if (effect === "web") return { verdict: "ask", kind: "permission", why: whyWeb, rule: null };
  // A mode the role may not use falls back to the role's own.
  const mode = mayUseMode(role, asked.mode) ? asked.mode : roleTable[role].default_mode;
  const looks = runsInMode("plan", effect, command);
  if (mode === "plan" && !looks) return deny(role === "guest" ? readerMessage : planMessage);
  const askRule = askedBy(asked);
  if (askRule !== null)
    return { verdict: "ask", kind: "permission", why: whyAsk(asked, askRule), rule: null };
  if (mode === "bypass" || runsInMode(mode, effect, command) || allowedBy(asked)) return allow;
  return {
    verdict: "ask",
    kind: "permission",
    why: whyAsk(asked, null),
    rule: suggestRule(asked),
  };
};

const isPathRule = (rule: string): boolean => /^(?:Read|Edit|Write)\(/.test(rule);

/**
 * The boundary the tools hold while they run, on resolved paths, whatever was decided before. A file
 * that is asked about stays closed to a call no person has approved, however the call reaches it:
 * the decision sees only what a command says, not what it becomes.
 */
export const policyFor = (
  role: Role,
  mode: PermissionMode,
  rules: RuleSet,
  approved: boolean,
): ToolPolicy => ({
  read_only: mode === "plan" || role === "guest",
  deny: approved ? rules.deny : [...rules.deny, ...rules.ask.filter(isPathRule)],
});
