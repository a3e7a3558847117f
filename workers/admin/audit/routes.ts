import { Hono } from "hono";
import * as contract from "#contract/admin-audit";
import { chainName } from "../../audit/rpc.ts";
import type { AppEnv } from "../../platform/http.ts";
import { implement } from "../../platform/implement.ts";

export const auditRoutes = new Hono<AppEnv>();

implement(auditRoutes, contract.verifyAudit, async (c, { json }) => {
  const { head, ...found } = await c.env.AUDIT_CHAIN.getByName(chainName).verify(json.from);
  return {
    ...found,
    head: head && {
      seq: head.seq,
      hash: head.hash,
      sealed_at: new Date(head.sealed_at).toISOString(),
    },
  };
});
