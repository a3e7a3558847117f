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

/**
 * What tells a process from a later one of the same number: when it began. Null where the system
 * does not say (only Linux does, here), and for one that has ended but was not yet taken leave of.
 */
function beginningOf(pid: number): string | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    return fields[0] === "Z" ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}

interface Holder {
  readonly pid: number;
  readonly what: string;
  readonly began: string | null;
}

/** A number may be another program's by now: after a restart, in a container. */
const isHeld = ({ pid, began }: Holder): boolean =>
  isAlive(pid) && (process.platform !== "linux" || (began !== null && beginningOf(pid) === began));

/** Two servers on one state folder lock each other's databases out: the second is refused. */
export function lockState(folder: string, what: string): () => void {
  const path = join(folder, "engawa.lock");
  mkdirSync(folder, { recursive: true });
  for (let attempt = 0; ; attempt++) {
    try {
      const { pid } = process;
      writeFileSync(path, JSON.stringify({ pid, what, began: beginningOf(pid) }), { flag: "wx" });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST" || attempt > 0) throw error;
      const holder = readHolder(path);
      if (holder !== undefined && isHeld(holder))
        throw new Error(
          `${holder.what} already runs on this checkout (process ${holder.pid}). Stop it first, or use it.`,
          { cause: error },
        );
      rmSync(path, { force: true });
    }
  }
}

function readHolder(path: string): Holder | undefined {
  try {
    const holder: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (typeof holder !== "object" || holder === null) return undefined;
    const { pid, what, began } = holder as Record<string, unknown>;
    if (typeof pid !== "number" || typeof what !== "string") return undefined;
    return { pid, what, began: typeof began === "string" ? began : null };
  } catch {
    return undefined;
  }
}
