/** The session and its person's meter: a message is counted, a model call is paid for. */
import type { Model, ModelEvent, ModelRequest } from "../agent/model.ts";
import { meterOf, type CountedKind, type Settlement } from "../meter/rpc.ts";
import { minute } from "../platform/durations.ts";
import { AppError } from "../platform/errors.ts";
import { errorFields, log } from "../platform/log.ts";
import { unwrap, type Result } from "../platform/result.ts";
import { tokensOfPrompt } from "../models/tokens.ts";
import { estimate, leastOfAny } from "../usage/estimate.ts";
import { isFree } from "../usage/price.ts";
import { setupOf, type Core } from "./core.ts";
import { readMeta } from "./meta.ts";
import type { Incoming } from "./queue.ts";
import type { Surroundings } from "./surroundings.ts";
import { waysOut, type WayOut } from "./ways-out.ts";

/** Nobody says less to a new chat. */
const leastMessage: ModelRequest["messages"] = [
  { role: "user", content: [{ type: "text", text: "a" }] },
];

const meterOfOwner = (core: Core) => meterOf(core.env, setupOf(core).owner.id);

/** Once more where the meter was just moved or restarted; every question may be asked twice. */
const twice = <T>(ask: () => Promise<T>): Promise<T> => ask().catch(ask);

/**
 * A message is a message and a call, unless its request was counted as one. Throws what is used up;
 * `paid`: also the money.
 */
export async function countMessage(core: Core, message: Incoming, paid: boolean): Promise<void> {
  const key_id = message.key_id ?? null;
  const kinds: CountedKind[] = message.call_counted
    ? ["messages_per_hour"]
    : ["messages_per_hour", "calls_per_day"];
  unwrap(await meterOfOwner(core).count({ kinds, key_id, paid }));
}

/** Call inside `commit`: the meter learns of it soon, and never not. */
export function addSettlement(core: Core, usageId: string, microUsd: number): void {
  const reservation_id = core.live.reservation;
  core.live.reservation = null;
  if (reservation_id === null && microUsd === 0) return;
  const settlement: Settlement = {
    id: usageId,
    reservation_id,
    key_id: readMeta(core.sql, "key_id"),
    micro_usd: microUsd,
    at: Date.now(),
  };
  core.sql.exec(
    "INSERT INTO unsettled(id, body) VALUES(?, ?)",
    usageId,
    JSON.stringify(settlement),
  );
  // Beside the run: other sessions of the person wait for what this one held too much.
  core.ctx.waitUntil(
    Promise.resolve()
      .then(() => settleWithMeter(core))
      .catch((error: unknown) => log("warn", "meter_not_told", errorFields(error))),
  );
}

function unsettled(core: Core): Settlement[] {
  return core.sql
    .exec<{ body: string }>("SELECT body FROM unsettled LIMIT 100")
    .toArray()
    .map((row) => JSON.parse(row.body) as Settlement);
}

function markSettled(core: Core, settled: readonly Settlement[]): void {
  for (const { id } of settled) core.sql.exec("DELETE FROM unsettled WHERE id = ?", id);
}

/** Tells the meter what was spent; what it was told twice it counts once. */
export async function settleWithMeter(core: Core): Promise<void> {
  const settled = unsettled(core);
  if (settled.length === 0) return;
  await meterOfOwner(core).settle(settled);
  markSettled(core, settled);
}

/** What was held, or why nothing was, with the ways out that what is left has. */
function granted<T>(answer: Result<T>, waysOutFor: (left: number) => WayOut[]): T {
  if (answer.ok) return answer.value;
  const { limit, used } = answer.details ?? {};
  const ways_out = waysOutFor(Number(limit) - Number(used));
  throw new AppError(answer.code, { ...answer.details, ways_out });
}

/** Holds what the call may cost. The answer is shortened where money is left for less. Throws BUDGET_001. */
async function hold(
  core: Core,
  { info, prices, offered }: Pick<Surroundings, "info" | "prices" | "offered">,
  request: ModelRequest,
  known: WeakMap<object, number>,
): Promise<ModelRequest> {
  const prompt = tokensOfPrompt(request, known);
  const now = Date.now();
  const cost = estimate(prices, info.id, prompt, request.max_tokens, now);
  if (cost.most_micro_usd === 0) return request;
  const settled = unsettled(core);
  const id = crypto.randomUUID();
  const wish = {
    id,
    holder: setupOf(core).session_id,
    key_id: readMeta(core.sql, "key_id"),
    most_micro_usd: cost.most_micro_usd,
    least_micro_usd: cost.least_micro_usd,
    smallest_micro_usd: leastOfAny(
      prices,
      // What costs nothing goes on anyway.
      offered.filter((model) => !isFree(prices, model, now)),
      tokensOfPrompt({ ...request, messages: leastMessage }, known),
      now,
    ),
    settled,
  };
  const answer = await twice(() => meterOfOwner(core).reserve(wish));
  markSettled(core, settled);
  const { granted_micro_usd } = granted(answer, (left) =>
    waysOut({ info, prices, offered }, request, left, now),
  );
  core.live.reservation = id;
  return { ...request, max_tokens: cost.answerFor(granted_micro_usd) };
}

/** Often enough that a meter away for a while misses none that counts. */
const renewedEvery = 2 * minute;

/** What is held stays held for as long as its call runs, however long that is; a crash ends it. */
function keepHeld(core: Core): () => void {
  const id = core.live.reservation;
  if (id === null) return () => undefined;
  const stop = (): void => clearInterval(timer);
  const renew = (): void => {
    // Settled or given back: also where nobody reads the stream to its end.
    if (core.live.reservation !== id) return stop();
    core.ctx.waitUntil(
      meterOfOwner(core)
        .renew(id)
        .catch((error: unknown) => log("warn", "meter_not_told", errorFields(error))),
    );
  };
  const timer = setInterval(renew, renewedEvery);
  return stop;
}

function giveBack(core: Core): void {
  const id = core.live.reservation;
  core.live.reservation = null;
  if (id === null) return;
  core.ctx.waitUntil(
    meterOfOwner(core)
      .release(id)
      // It expires by itself.
      .catch((error: unknown) => log("warn", "meter_not_told", errorFields(error))),
  );
}

const isBilled = ({ type }: ModelEvent): boolean => type === "end" || type === "cut";

/** The model behind its owner's budget: what it costs is held before each call (T-15). */
export function meteredModel(
  core: Core,
  model: Model,
  around: Pick<Surroundings, "info" | "prices" | "offered">,
): Model {
  const known = new WeakMap<object, number>();
  return {
    async *stream(request, signal) {
      const held = await hold(core, around, request, known);
      const letGo = keepHeld(core);
      let spent = false;
      try {
        for await (const event of model.stream(held, signal)) {
          spent ||= event.type === "start" ? event.usage !== undefined : isBilled(event);
          yield event;
        }
      } finally {
        letGo();
        if (!spent) giveBack(core);
      }
    },
  };
}
