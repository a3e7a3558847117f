import type { Access, Endpoint, KeyScope } from "#contract/endpoint";
import type { Kind } from "./callers.ts";

const rank: Record<Access, number> = { public: -1, guest: 0, user: 1, admin: 2 };

/** The scope an endpoint asks of a key, read off its description alone; null: no key may come. */
function scopeFor(spec: Endpoint): KeyScope | null {
  if (spec.stepUp || spec.key === false) return null;
  if (spec.key) return spec.key;
  if (spec.access === "admin") return "admin";
  return spec.method === "GET" ? "read" : "write";
}

/** Who acts as somebody reads, but nothing that was written or said, and proves and decides nothing (T-24). */
const isForActing = (spec: Endpoint): boolean =>
  spec.access !== "admin" &&
  !spec.stepUp &&
  (spec.acting ?? (spec.method === "GET" && scopeFor(spec) === "read"));

/**
 * What the contract says that a caller is told before the endpoint itself has a say: the code of a
 * refusal, or null. Written anew for the tests, so that the guard is not compared with itself.
 */
export function expectedRefusal(spec: Endpoint, kind: Kind): string | null {
  const scope = scopeFor(spec);
  if (spec.access === "public") {
    return kind.key && !kind.refusal && spec.key === false ? "KEY_002" : null;
  }
  if (kind.refusal) return kind.refusal;
  if (kind.acting && !isForActing(spec)) return "AUTH_022";
  // An elevation is the person's, but no key of theirs is made more by it.
  const role = kind.elevated ? "admin" : (kind.role ?? "guest");
  if (rank[role] < rank[spec.access]) return "AUTH_004";
  if (kind.key && (scope === null || !kind.key.includes(scope))) return "KEY_002";
  if (kind.restricted && !spec.whileRestricted) {
    return kind.restricted === "password" ? "AUTH_016" : "AUTH_009";
  }
  if (spec.lasting && kind.elevated) return "AUTH_004";
  if (!spec.stepUp) return null;
  if (spec.stepUp === "second-factor" && !kind.factor) return "AUTH_009";
  const fresh = kind.proved !== undefined && kind.proved.ago < 10 * 60_000;
  const enough = kind.factor ? kind.proved?.by === "second_factor" : true;
  return fresh && enough ? null : "AUTH_010";
}
