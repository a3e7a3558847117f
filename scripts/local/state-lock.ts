import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Two servers on one state folder lock each other's databases out: the second is refused. */
export function lockState(folder: string, what: string): () => void {
  const path = join(folder, "engawa.lock");
  mkdirSync(folder, { recursive: true });
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(path, JSON.stringify({ pid: process.pid, what }), { flag: "wx" });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST" || attempt > 0) throw error;
      const holder = readHolder(path);
      if (holder !== undefined && isAlive(holder.pid))
        throw new Error(
          `${holder.what} already runs on this checkout (process ${holder.pid}). Stop it first, or use it.`,
          { cause: error },
        );
      rmSync(path, { force: true });
    }
  }
}

function readHolder(path: string): { pid: number; what: string } | undefined {
  try {
    const holder: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (typeof holder !== "object" || holder === null) return undefined;
    const { pid, what } = holder as Record<string, unknown>;
    return typeof pid === "number" && typeof what === "string" ? { pid, what } : undefined;
  } catch {
    return undefined;
  }
}
