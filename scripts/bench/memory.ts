import { readdirSync, readFileSync } from "node:fs";
import { isIdle, openChat, script, type Chat, type Site } from "./site.ts";

const read = (path: string): string => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
};

/** Resident megabytes of all workerd processes below this one. Linux only; NaN elsewhere. */
export function workerdMegabytes(): number {
  const processes = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      const status = read(`/proc/${pid}/status`);
      return {
        pid: Number(pid),
        parent: Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]),
        name: /^Name:\s+(\S+)/m.exec(status)?.[1] ?? "",
        kilobytes: Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0),
      };
    });
  const below = new Set([process.pid]);
  for (let grew = true; grew;) {
    const found = processes.filter((one) => below.has(one.parent) && !below.has(one.pid));
    for (const one of found) below.add(one.pid);
    grew = found.length > 0;
  }
  return (
    processes
      .filter((one) => below.has(one.pid) && one.name === "workerd")
      .reduce((sum, one) => sum + one.kilobytes, 0) / 1024
  );
}

export interface MemoryFigures {
  readonly empty: number;
  readonly one: number;
  readonly ten: number;
}

/** Megabytes of workerd with no, one and ten sessions open that have each run a turn with tools. */
export async function measureMemory(site: Site, project: string): Promise<MemoryFigures> {
  const open: Chat[] = [];
  const add = async () => {
    const { marker } = await script(site, [
      { blocks: [{ tool: "Grep", input: { pattern: "handler" } }] },
      { blocks: [{ text: "found" }] },
    ]);
    const chat = await openChat(site, await site.newSession(project));
    const done = chat.next(isIdle);
    chat.send(`${marker} go`);
    await done;
    open.push(chat);
  };
  const empty = workerdMegabytes();
  await add();
  const one = workerdMegabytes();
  for (let n = 0; n < 9; n++) await add();
  const ten = workerdMegabytes();
  for (const chat of open) chat.close();
  return { empty, one, ten };
}
