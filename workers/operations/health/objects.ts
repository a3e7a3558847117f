import type { Env } from "../../platform/env.ts";
import { chainName } from "../../audit/rpc.ts";
import { meterOf } from "../../meter/rpc.ts";
import type { Finding } from "./part.ts";

/** An object of each class that belongs to nobody: it holds nothing, and wakes up to say so. */
const nobody = "health";

export const objectLooks = {
  meter: async (env: Env): Promise<Finding> => {
    await meterOf(env, nobody).ping();
    return {};
  },
  chat_session: async (env: Env): Promise<Finding> => {
    await env.CHAT_SESSION.getByName(nobody).openConnections();
    return {};
  },
  workspace: async (env: Env): Promise<Finding> => {
    await env.WORKSPACE.getByName(nobody).usage();
    return {};
  },
  audit_chain: async (env: Env): Promise<Finding> => {
    const chain = env.AUDIT_CHAIN.getByName(chainName);
    const [head, fault] = await Promise.all([chain.head(), chain.fault()]);
    const sealed_records = head?.seq ?? 0;
    if (fault === null) return { details: { sealed_records } };
    const details = { sealed_records, broken_at: fault.broken_at };
    return { status: "unhealthy", problem: "tampered", details };
  },
};
