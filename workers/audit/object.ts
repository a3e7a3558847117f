import { DurableObject } from "cloudflare:workers";
import type { Env } from "../platform/env.ts";
import { readSettings } from "../settings/read-settings.ts";
import { dropLinks, horizonOf, nextAnchor, purgeOnce } from "./purge.ts";
import type {
  Anchor,
  AuditChainRpc,
  ChainHead,
  Days,
  Fault,
  Horizon,
  Purge,
  Reseal,
  Resealed,
  Verification,
} from "./rpc.ts";
import { planReseal, recordReseal, takeOutAfter } from "./reseal.ts";
import { nextStep, writeLinks, type Step } from "./seal.ts";
import { verifyLinks, type Memory } from "./verify.ts";
import { stepsOf, walkOn, watchEnd, type Watch } from "./watch.ts";

/** How rows are sealed. A chain of another way is sealed anew. */
const format = 2;

/**
 * The one writer of the chain over audit_log (T-23). It keeps the chain's head itself, apart from
 * the database it seals: who rewrites both tables of D1 is found out all the same. It alone takes
 * rows out, and remembers from when on they may be missing.
 */
export class AuditChain extends DurableObject<Env> implements AuditChainRpc {
  /** Asked for and not begun; what has begun may be past the rows of who asks now. */
  #toSeal: Promise<number> | null = null;
  #watching: Promise<Fault | null> | null = null;
  /** The end of what is under way: what is looked at does not grow or go meanwhile. */
  #turn: Promise<unknown> = Promise.resolve();

  async head(): Promise<ChainHead | null> {
    return this.#memory().head;
  }

  async seal(): Promise<number> {
    this.#toSeal ??= this.#inTurn(() => {
      this.#toSeal = null;
      return this.#sealAll();
    });
    return this.#toSeal;
  }

  async verify(from: number): Promise<Verification> {
    if (from === 1) await this.seal();
    return this.#inTurn(() => verifyLinks(this.env.DB, from, this.#memory()));
  }

  /** Two at once are one: a walk that goes on would end what the other found. */
  async watch(steps?: number): Promise<Fault | null> {
    this.#watching ??= this.#watchOn(steps).finally(() => {
      this.#watching = null;
    });
    return this.#watching;
  }

  async fault(): Promise<Fault | null> {
    return this.ctx.storage.kv.get<Watch>("watch")?.fault ?? null;
  }

  async reseal(asked: Reseal): Promise<Resealed | null> {
    await this.seal();
    return this.#inTurn(() => this.#resealFrom(asked));
  }

  async resealed(): Promise<readonly Resealed[]> {
    return this.ctx.storage.kv.get<Resealed[]>("resealed") ?? [];
  }

  /** One after the other: each takes what it was told, and tells what of that is left. */
  async purge(days?: Days): Promise<Purge> {
    await this.seal();
    return this.#inTurn(() => this.#purgeNow(days));
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work, work);
    this.#turn = mine;
    return mine;
  }

  /** Each step by itself, so that sealing waits for one at most. */
  async #watchOn(steps?: number): Promise<Fault | null> {
    await this.seal();
    const { kv } = this.ctx.storage;
    const atEnd = await this.#inTurn(() => watchEnd(this.env.DB, this.#memory()));
    if (atEnd !== null) {
      kv.put<Watch>("watch", { next: atEnd.broken_at, fault: atEnd });
      return atEnd;
    }
    for (let left = steps ?? stepsOf(this.#memory()); left > 0; left -= 1) {
      const found = await this.#inTurn(async () => {
        const before = kv.get<Watch>("watch")?.next ?? 1;
        const step = await walkOn(this.env.DB, this.#memory(), before);
        kv.put("watch", step);
        return step;
      });
      if (found.fault !== null) return found.fault;
      if (found.next === 1) break;
    }
    return null;
  }

  /** Remembered and on record before anything goes: cut off, it is broken still, and is asked for again. */
  async #resealFrom(asked: Reseal): Promise<Resealed | null> {
    const { kv } = this.ctx.storage;
    const memory = this.#memory();
    const at = Date.now();
    const plan = await planReseal(this.env.DB, asked.broken_at, memory, at);
    if (plan === null) return null;
    const kept = plan.head?.seq ?? 0;
    const done = { id: crypto.randomUUID(), at, by: asked.by.id, kept, ...plan.fault };
    const before = kv.get<Resealed[]>("resealed") ?? [];
    kv.put("resealed", [...before, done]);
    await recordReseal(this.env, asked, done, memory.head);
    await takeOutAfter(this.env, kept, done.id);
    for (const name of ["step", "watch"]) kv.delete(name);
    if (plan.head !== null) kv.put("head", plan.head);
    else for (const name of ["head", "anchor"]) kv.delete(name);
    return done;
  }

  async #sealAll(): Promise<number> {
    await this.#upgrade();
    const { kv } = this.ctx.storage;
    let total = 0;
    while (true) {
      const begun = kv.get<Step>("step");
      const step = begun ?? (await nextStep(this.env.DB, this.#memory().head, Date.now()));
      if (step === null) return total;
      // Remembered before it is written: cut off in between, the same links are written once more,
      // also where what a row tells was erased since, which would make others of them.
      kv.put("step", step);
      await writeLinks(this.env.DB, step);
      kv.put("head", step.head);
      kv.delete("step");
      total += step.links.length;
    }
  }

  async #upgrade(): Promise<void> {
    const { kv } = this.ctx.storage;
    if (kv.get("format") === format) return;
    if (this.#memory().head !== null) {
      await this.env.DB.prepare("DELETE FROM audit_seal").run();
      for (const name of ["head", "step", "anchor", "watch"]) kv.delete(name);
    }
    kv.put("format", format);
  }

  /** What may be missing is remembered before it is: cut off in between, nothing looks tampered with. */
  async #purgeNow(wanted: Days | undefined): Promise<Purge> {
    const { kv } = this.ctx.storage;
    const { audit_days, security_days } = await readSettings(this.env);
    const set = { DATA_CHANGE: audit_days, ACCESS: audit_days, SECURITY: security_days };
    const days = wanted ?? set;
    const now = Date.now();
    kv.put("horizon", horizonOf(days, this.#memory().horizon, now));
    // What is asked for now goes, not what once was: a hold that ended keeps it until its own turn.
    const step = await purgeOnce(this.env, horizonOf(days, {}, now), now);
    const anchor = await nextAnchor(this.env, this.#memory(), now);
    if (anchor !== null) {
      kv.put("anchor", anchor);
      await dropLinks(this.env, anchor.seq);
    }
    return step;
  }

  #memory(): Memory {
    const { kv } = this.ctx.storage;
    return {
      head: kv.get<ChainHead>("head") ?? null,
      anchor: kv.get<Anchor>("anchor") ?? null,
      horizon: kv.get<Horizon>("horizon") ?? {},
    };
  }
}
