import { domainOfPattern } from "#contract/master";
import { openDb } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";
import { listCommandPatterns } from "./lists.ts";

/** Permission rules that everybody has besides their role's. They only take away. */
export interface CommandRules {
  readonly deny: readonly string[];
  readonly ask: readonly string[];
}

const ruleOf = (pattern: string): string =>
  domainOfPattern(pattern) === null ? `Bash(${pattern})` : pattern;

/** A change is in force everywhere within ten seconds. */
const believedFor = 5000;

/** A cache, never the only place of anything; one entry a database binding. */
const cached = new WeakMap<D1Database, { at: number; rules: CommandRules }>();

/** As of at most five seconds ago. */
export async function readCommandRules(env: Env, now = Date.now()): Promise<CommandRules> {
  const found = cached.get(env.DB);
  if (found && found.at + believedFor > now) return found.rules;
  const patterns = await listCommandPatterns(openDb(env.DB));
  const of = (effect: "ask" | "deny") =>
    patterns.filter((one) => one.effect === effect).map(({ pattern }) => ruleOf(pattern));
  const rules = { deny: of("deny"), ask: of("ask") };
  cached.set(env.DB, { at: now, rules });
  return rules;
}

/** After a change here: the next read asks again. */
export const forgetCommandRules = (env: Env): boolean => cached.delete(env.DB);
