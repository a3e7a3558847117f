import { DurableObject } from "cloudflare:workers";
import type { Env } from "../platform/env.ts";
import type { AuditChainRpc, ChainHead, Verification } from "./rpc.ts";
import { sealOnce } from "./seal.ts";
import { verifyLinks } from "./verify.ts";

/**
 * The one writer of the chain over audit_log (T-23). It keeps the chain's head itself, apart from
 * the database it seals: who rewrites both tables of D1 is found out all the same.
 */
export class AuditChain extends DurableObject<Env> implements AuditChainRpc {
  #sealing: Promise<number> | null = null;

  async seal(): Promise<number> {
    this.#sealing ??= this.#sealAll().finally(() => {
      this.#sealing = null;
    });
    return this.#sealing;
  }

  async verify(from: number): Promise<Verification> {
    if (from === 1) await this.seal();
    return verifyLinks(this.env.DB, from, this.#head());
  }

  async #sealAll(): Promise<number> {
    let total = 0;
    while (true) {
      const before = this.#head();
      const { head, sealed } = await sealOnce(this.env.DB, before, Date.now());
      if (sealed === 0 || !head) return total;
      this.ctx.storage.kv.put("head", head);
      total += sealed;
    }
  }

  #head(): ChainHead | null {
    return this.ctx.storage.kv.get<ChainHead>("head") ?? null;
  }
}
