import type { createApiKey } from "#contract/api-key";
import type { JsonInput, KeyScope } from "#contract/endpoint";

/** What the form holds: text as typed. */
export interface KeyForm {
  name: string;
  permissions: KeyScope[];
  days: string;
  addresses: string;
  calls: string;
  budget: string;
}

/** What the form asks for; an empty limit is none. */
export function keyInput(form: KeyForm): JsonInput<typeof createApiKey> {
  return {
    name: form.name.trim(),
    permissions: form.permissions,
    expires_in_days: Number(form.days),
    allowed_addresses: form.addresses
      .split(/[\s,]+/)
      .map((one) => one.trim())
      .filter((one) => one !== ""),
    limits: {
      ...(form.calls === "" ? {} : { calls_per_day: Number(form.calls) }),
      ...(form.budget === ""
        ? {}
        : { monthly_budget_micro_usd: Math.round(Number(form.budget) * 1_000_000) }),
    },
  };
}
