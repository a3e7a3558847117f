/** What each role may do unless a project says more strictly (U-063…U-067, C-05, C-06, T-06). */
import type { PermissionMode, Role } from "#contract/common";
import { type RuleSet, ruleForTool } from "./rules.ts";

export interface RolePolicy {
  readonly default_mode: PermissionMode;
  readonly modes: readonly PermissionMode[];
  /** `*`: every tool there is. */
  readonly tools: "*" | readonly string[];
  readonly disallowed: readonly string[];
  readonly rules: RuleSet;
}

/** Tools that touch the session alone; they go with every role. */
const sessionTools = ["TodoWrite", "ExitPlanMode", "AskUserQuestion"];

/** The repository's own records are never edited by hand, whoever asks. */
const protectedPaths = ["Edit(.git/**)"];

/** Secrets, and what steers the agent itself, are asked about even where everything else runs. */
const importantFiles = [
  "Read(.env)",
  "Read(.env.*)",
  "Edit(.env)",
  "Edit(.env.*)",
  "Edit(/.claude/**)",
];

/** Nobody means this; the shell refuses it too, so there is nothing to ask. */
const wholeProject = [
  "Bash(rm -r / *)",
  "Bash(rm -r . *)",
  "Bash(rm -r ~ *)",
  "Bash(rm -r /workspace *)",
  "Bash(rm -r /workspace/ *)",
];

const commands = (...names: string[]) => names.map((name) => `Bash(${name} *)`);

export const roleTable: Record<Role, RolePolicy> = {
  user: {
    default_mode: "acceptEdits",
    modes: ["default", "acceptEdits", "plan"],
    tools: ["Read", "Write", "Edit", "Glob", "Grep", "Bash", ...sessionTools],
    disallowed: ["WebFetch", "WebSearch", "Task"],
    rules: {
      deny: [
        ...protectedPaths,
        ...wholeProject,
        ...commands("rm -rf", "curl", "wget", "nc", "sudo", "chmod 777", "mkfs*", "dd"),
      ],
      ask: importantFiles,
      allow: [],
    },
  },
  admin: {
    default_mode: "default",
    modes: ["default", "acceptEdits", "plan", "bypass"],
    tools: "*",
    disallowed: [],
    rules: { deny: [...protectedPaths, ...wholeProject], ask: importantFiles, allow: [] },
  },
  guest: {
    default_mode: "plan",
    modes: ["plan"],
    tools: ["Read", "Glob", "Grep", ...sessionTools],
    disallowed: ["Write", "Edit", "Bash", "WebFetch", "WebSearch"],
    rules: { deny: [...protectedPaths, "Bash"], ask: importantFiles, allow: [] },
  },
};

/** The role's rules first, then what the project and the session add. Nothing takes a deny away. */
export const rulesFor = (role: Role, ...more: readonly RuleSet[]): RuleSet => {
  const all = [roleTable[role].rules, ...more];
  return {
    deny: all.flatMap((rules) => rules.deny),
    ask: all.flatMap((rules) => rules.ask),
    allow: all.flatMap((rules) => rules.allow),
  };
};

export const mayUseMode = (role: Role, mode: PermissionMode): boolean =>
  roleTable[role].modes.includes(mode);

/** What a chosen mode comes to: a role lost takes its modes along, also in the middle of a run (T-06, U-063). */
export function modeFor(role: Role, mode: PermissionMode): PermissionMode {
  if (mayUseMode(role, mode)) return mode;
  return mayUseMode(role, "default") ? "default" : roleTable[role].default_mode;
}

/** Is the tool in the model's context at all? A bare deny rule takes it out. */
export const mayUseTool = (role: Role, deny: readonly string[], tool: string): boolean => {
  const { tools, disallowed } = roleTable[role];
  if (disallowed.includes(tool) || (tools !== "*" && !tools.includes(tool))) return false;
  if (ruleForTool(deny, tool) !== null) return false;
  return !(tool === "Write" && ruleForTool(deny, "Edit") !== null);
};

export const defaultMode = (role: Role): PermissionMode => roleTable[role].default_mode;
