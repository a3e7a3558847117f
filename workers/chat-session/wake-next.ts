import { minute } from "../platform/durations.ts";
import type { Core } from "./core.ts";
import { endOfBypass } from "./mode.ts";

/** How often those who only listen are asked whether their sign-in still holds (U-101). */
const listenersEvery = 5 * minute;

/**
 * The object wakes again after so many milliseconds, when bypass mode ends, or to look after who
 * listens; else it sleeps.
 */
export async function wakeNext(core: Core, wait: number | null): Promise<void> {
  const end = endOfBypass(core);
  const listened = core.ctx.getWebSockets().length > 0 ? [Date.now() + listenersEvery] : [];
  const times = [
    ...(wait === null ? [] : [Date.now() + wait]),
    ...(end === null ? [] : [end]),
    ...listened,
  ];
  if (times.length === 0) await core.ctx.storage.deleteAlarm();
  else await core.ctx.storage.setAlarm(Math.min(...times));
}

/** Where nothing else wakes the object, its listeners do. */
export async function wakeForListeners(core: Core): Promise<void> {
  if ((await core.ctx.storage.getAlarm()) === null) await wakeNext(core, null);
}

/** Where nothing else wakes the object, the end of bypass mode does. */
export async function wakeAtEndOfBypass(core: Core): Promise<void> {
  if (endOfBypass(core) === null || (await core.ctx.storage.getAlarm()) !== null) return;
  await wakeNext(core, null);
}
