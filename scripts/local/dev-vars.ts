import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { fromRoot } from "../setup/paths.ts";

const path = fromRoot(".dev.vars");

/** Secrets of the local server. Written once, readable by their owner only, never committed. */
export function ensureDevVars(): void {
  if (existsSync(path)) return;
  const key = process.env["ANTHROPIC_API_KEY"];
  const lines = ["ENVIRONMENT=local", `SECRET_KEY=${randomBytes(32).toString("base64url")}`];
  if (key !== undefined && key !== "") lines.push(`ANTHROPIC_API_KEY=${key}`);
  writeFileSync(path, `${lines.join("\n")}\n`, { mode: 0o600 });
}

export function readDevVars(): Record<string, string | undefined> {
  return existsSync(path) ? parseEnv(readFileSync(path, "utf8")) : {};
}
