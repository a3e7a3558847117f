import { linkAfterGapIn } from "./gap.ts";
import type { ChainHead, Fault } from "./rpc.ts";
import { perStep, verifyLinks, type Memory } from "./verify.ts";

/** Links before the head that every look takes in, so that one look reaches the end. */
const stretch = 300;

/** What the watch remembers from one look to the next. */
export interface Watch {
  /** The link the walk through the whole chain goes on with. */
  readonly next: number;
  readonly fault: Fault | null;
}

/** Links of one step from `asked` on, with the rows between them; null: nothing is wrong. */
async function lookFrom(d1: D1Database, asked: number, memory: Memory, head: ChainHead) {
  const first = (memory.anchor?.seq ?? 0) + 1;
  const from = Math.max(asked, first);
  const { problem, broken_at, next } = await verifyLinks(d1, from, memory, false);
  if (problem !== null) return { next, fault: { problem, broken_at: broken_at ?? from } };
  const to = from + perStep - 1;
  const part = { from, to, isFirst: from === first, isLast: to >= head.seq };
  const gap = await linkAfterGapIn(d1, part, head);
  if (gap !== null) return { next, fault: { problem: "unsealed_gap" as const, broken_at: gap } };
  const isPast = next !== null && next > head.seq + 1;
  return { next, fault: isPast ? { problem: "fork" as const, broken_at: head.seq + 1 } : null };
}

/** Minutes in which the whole is walked, up to 600,000 links; each link more takes its share. */
const minutes = 60;
const mostSteps = 20;

/** Steps of the walk in one minute, so that it costs a small site little. */
export function stepsOf({ head, anchor }: Pick<Memory, "head" | "anchor">): number {
  const links = (head?.seq ?? 0) - (anchor?.seq ?? 0);
  return Math.min(mostSteps, Math.max(1, Math.ceil(links / (minutes * perStep))));
}

/** The last stretch, every minute. */
export async function watchEnd(d1: D1Database, memory: Memory): Promise<Fault | null> {
  const { head } = memory;
  if (head === null) return null;
  return (await lookFrom(d1, head.seq - stretch + 1, memory, head)).fault;
}

/** One step of the walk through the whole; where something is wrong it stays. */
export async function walkOn(d1: D1Database, memory: Memory, before: number): Promise<Watch> {
  const { head } = memory;
  if (head === null) return { next: 1, fault: null };
  const step = await lookFrom(d1, before > head.seq ? 1 : before, memory, head);
  return { next: step.fault?.broken_at ?? step.next ?? 1, fault: step.fault };
}
