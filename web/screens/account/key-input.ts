import type { ApiKeyInfo, createApiKey, LimitsChange } from "#contract/api-key";
import type { JsonInput, KeyScope } from "#contract/endpoint";

/** A key's own limits, as typed; empty is none. */
export interface TypedLimits {
  calls: string;
  budget: string;
}

/** What the form holds: text as typed. */
export interface KeyForm extends TypedLimits {
  name: string;
  permissions: KeyScope[];
  days: string;
  addresses: string;
}

const microUsd = 1_000_000;

const limitsInput = ({ calls, budget }: TypedLimits): ApiKeyInfo["limits"] => ({
  ...(calls === "" ? {} : { calls_per_day: Number(calls) }),
  ...(budget === "" ? {} : { monthly_budget_micro_usd: Math.round(Number(budget) * microUsd) }),
});

export const typedLimits = (limits: ApiKeyInfo["limits"]): TypedLimits => ({
  calls: limits.calls_per_day === undefined ? "" : String(limits.calls_per_day),
  budget:
    limits.monthly_budget_micro_usd === undefined
      ? ""
      : String(limits.monthly_budget_micro_usd / microUsd),
});

/** What was typed anew: what stayed as it was is not named, what was emptied is none. */
export function limitsChange(before: ApiKeyInfo["limits"], form: TypedLimits): LimitsChange {
  const typed = limitsInput(form);
  const kinds = ["calls_per_day", "monthly_budget_micro_usd"] as const;
  const anew = kinds.filter((kind) => typed[kind] !== before[kind]);
  return Object.fromEntries(anew.map((kind) => [kind, typed[kind] ?? null]));
}

/** What the form asks for. */
export function keyInput(form: KeyForm): JsonInput<typeof createApiKey> {
  return {
    name: form.name.trim(),
    permissions: form.permissions,
    expires_in_days: Number(form.days),
    allowed_addresses: form.addresses
      .split(/[\s,]+/)
      .map((one) => one.trim())
      .filter((one) => one !== ""),
    limits: limitsInput(form),
  };
}
