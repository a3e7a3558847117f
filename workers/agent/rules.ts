/**
 * Permission rules: `Tool` or `Tool(spec)`. For Bash the spec is a command pattern, for the file
 * tools a glob as in .gitignore, relative to the project, for WebFetch `domain:` and a host. `Edit`
 * covers Write; a denied `Read` also covers editing and searching.
 */
import { Minimatch } from "minimatch";
import { readDomain } from "#contract/host";
import { matchesCommandArgv, matchesCommandText } from "./command-pattern.ts";

export interface Rule {
  readonly tool: string;
  /** Null: the tool as a whole. */
  readonly spec: string | null;
}

export interface RuleSet {
  readonly deny: readonly string[];
  readonly ask: readonly string[];
  readonly allow: readonly string[];
}

/** Null where the text is not a rule. `Tool(*)` is the tool as a whole. */
export const parseRule = (text: string): Rule | null => {
  const trimmed = text.trim();
  const open = trimmed.indexOf("(");
  const tool = open === -1 ? trimmed : trimmed.slice(0, open);
  if (!/^[A-Za-z][\w-]{0,127}$/.test(tool)) return null;
  if (open === -1) return { tool, spec: null };
  if (!trimmed.endsWith(")")) return null;
  const spec = trimmed.slice(open + 1, -1).trim();
  if (spec === "") return null;
  return { tool, spec: spec === "*" || spec === "**" ? null : spec };
};

const pathOptions = { dot: true, nocomment: true, noext: true, nonegate: true } as const;

/** As .gitignore reads it: without a slash at any depth, otherwise from the root; a directory covers what is in it. */
const pathMatcher = (spec: string): ((path: string) => boolean) => {
  let glob = spec.normalize("NFC").trim();
  while (glob.startsWith("./")) glob = glob.slice(2);
  const directory = glob.endsWith("/");
  if (directory) glob = glob.slice(0, -1);
  if (glob.startsWith("/")) glob = glob.slice(1);
  else if (!glob.includes("/")) glob = `**/${glob}`;
  const inside = new Minimatch(`${glob}/**`, pathOptions);
  const itself = directory ? null : new Minimatch(glob, pathOptions);
  return (path) => inside.match(path) || itself?.match(path) === true;
};

export type PathUse = "read" | "edit";

/** Does a rule about `tool` speak of this use of a path? */
const speaksOf = (tool: string, use: PathUse, deny: boolean): boolean => {
  if (tool === "Edit" || tool === "Write") return use === "edit" || !deny;
  return tool === "Read" && (use === "read" || deny);
};

/** Read once, asked of many paths: the first deny rule that forbids this use of one, or null. */
export const pathDenier = (
  deny: readonly string[],
  use: PathUse,
): ((path: string) => string | null) => {
  const rules = deny.flatMap((text) => {
    const rule = parseRule(text);
    if (!rule || !speaksOf(rule.tool, use, true)) return [];
    const matches = rule.spec === null ? () => rule.tool !== "Write" : pathMatcher(rule.spec);
    return [{ text, matches }];
  });
  return (path) => rules.find(({ matches }) => matches(path))?.text ?? null;
};

/** The first deny rule that forbids this use of the path (relative to the project), or null. */
export const ruleDeniesPath = (
  deny: readonly string[],
  use: PathUse,
  path: string,
): string | null => pathDenier(deny, use)(path);

/** The first deny rule that forbids running these expanded arguments, or null. */
export const ruleDeniesCommand = (
  deny: readonly string[],
  argv: readonly string[],
): string | null => {
  for (const text of deny) {
    const rule = parseRule(text);
    if (rule?.tool !== "Bash") continue;
    if (rule.spec === null || matchesCommandArgv(rule.spec, argv)) return text;
  }
  return null;
};

/** The first deny rule that forbids fetching from this host, or null. A domain covers every name below it. */
export const ruleDeniesHost = (deny: readonly string[], host: string): string | null => {
  for (const text of deny) {
    const rule = parseRule(text);
    if (rule?.tool !== "WebFetch") continue;
    if (rule.spec === null) return text;
    if (!rule.spec.startsWith("domain:")) continue;
    const domain = readDomain(rule.spec.slice("domain:".length))?.replace(/^\*\./, "");
    if (domain && (domain === host || host.endsWith(`.${domain}`))) return text;
  }
  return null;
};

/** The first ask or allow rule that speaks of this use of the path. An Edit rule implies reading. */
export const ruleForPath = (
  rules: readonly string[],
  use: PathUse,
  path: string,
): string | null => {
  for (const text of rules) {
    const rule = parseRule(text);
    if (!rule || !speaksOf(rule.tool, use, false)) continue;
    if (rule.spec === null || pathMatcher(rule.spec)(path)) return text;
  }
  return null;
};

/** The first rule that names this one simple command as it is written. */
export const ruleForCommand = (rules: readonly string[], command: string): string | null => {
  for (const text of rules) {
    const rule = parseRule(text);
    if (rule?.tool !== "Bash") continue;
    if (rule.spec === null || matchesCommandText(rule.spec, command)) return text;
  }
  return null;
};

/** The first rule about the tool as a whole. */
export const ruleForTool = (rules: readonly string[], tool: string): string | null =>
  rules.find((text) => {
    const rule = parseRule(text);
    return rule !== null && rule.spec === null && rule.tool === tool;
  }) ?? null;
