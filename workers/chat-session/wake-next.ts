import type { Core } from "./core.ts";
import { endOfBypass } from "./mode.ts";

/** The object wakes again after so many milliseconds, or when bypass mode ends; else it sleeps. */
export async function wakeNext(core: Core, wait: number | null): Promise<void> {
  const end = endOfBypass(core);
  const times = [...(wait === null ? [] : [Date.now() + wait]), ...(end === null ? [] : [end])];
  if (times.length === 0) await core.ctx.storage.deleteAlarm();
  else await core.ctx.storage.setAlarm(Math.min(...times));
}

/** Where nothing else wakes the object, the end of bypass mode does. */
export async function wakeAtEndOfBypass(core: Core): Promise<void> {
  if (endOfBypass(core) === null || (await core.ctx.storage.getAlarm()) !== null) return;
  await wakeNext(core, null);
}
