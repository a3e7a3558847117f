/** The counters for those who only show them: in KV, written by their meter alone, once a second at most. */
import type { Env } from "../platform/env.ts";
import { errorFields, log } from "../platform/log.ts";
import type { MeterView } from "./rpc.ts";

const everyMs = 1000;
const keptSeconds = 40 * 86_400;

const keyOf = (userId: string): string => `meter:${userId}`;

export interface Publisher {
  /** Something changed: what `view` says then is written soon. */
  changed(): void;
}

export function createPublisher(
  kv: KVNamespace,
  userId: () => string,
  view: () => Promise<MeterView>,
  beside: (work: Promise<unknown>) => void,
): Publisher {
  let last = 0;
  let waiting = false;
  const write = async (): Promise<void> => {
    waiting = false;
    last = Date.now();
    try {
      const text = JSON.stringify(await view());
      await kv.put(keyOf(userId()), text, { expirationTtl: keptSeconds });
    } catch (error) {
      log("warn", "meter_not_published", errorFields(error));
    }
  };
  return {
    changed() {
      if (waiting) return;
      waiting = true;
      const wait = Math.max(0, last + everyMs - Date.now());
      beside(new Promise<void>((done) => setTimeout(done, wait)).then(write));
    },
  };
}

export const unpublish = (env: Pick<Env, "KV">, userId: string): Promise<void> =>
  env.KV.delete(keyOf(userId));

/** Of the person: keys are asked about, not listed. */
type Published = Omit<MeterView, "key_limits">;

/** What a person's meter last told, for lists; counters whose time is over stand at nothing. */
export async function readPublished(
  env: Pick<Env, "KV">,
  userId: string,
  now = Date.now(),
): Promise<Published | null> {
  const view = await env.KV.get<Published>(keyOf(userId), "json");
  if (!view) return null;
  const over = (at: string | null) => at !== null && Date.parse(at) <= now;
  return {
    limits: view.limits.map((one) => (over(one.resets_at) ? { ...one, used: 0 } : one)),
    month: over(view.month.resets_at)
      ? { ...view.month, spent_micro_usd: 0, reserved_micro_usd: 0, state: "ok" }
      : view.month,
  };
}
