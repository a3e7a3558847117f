import { createResource, For } from "solid-js";
import type { ApiKeyInfo } from "#contract/api-key";
import { getUsage } from "#contract/usage";
import { call } from "../../client/call.ts";
import { coming } from "../../i18n/format.ts";
import { t } from "../../i18n/limits.ts";
import { limitOf, usedOf } from "../../ui/limit-words.ts";

const kinds = ["calls_per_day", "monthly_budget_micro_usd"] as const;

/** The limits of one key; of one that works, how much of them is used and when it is free again (D-17). */
export function KeyLimits(props: { apiKey: ApiKeyInfo }) {
  const own = () =>
    kinds.flatMap((kind) => {
      const limit = props.apiKey.limits[kind];
      return limit === undefined ? [] : [{ kind, limit }];
    });
  const [usage] = createResource(
    () => (own().length > 0 && props.apiKey.status === "active" ? props.apiKey.id : null),
    (key_id) => call(getUsage, { query: { key_id } }),
  );
  const words = ({ kind, limit }: { kind: (typeof kinds)[number]; limit: number }): string => {
    const found =
      usage.error === undefined ? usage()?.key_limits.find((one) => one.kind === kind) : undefined;
    if (!found) return limitOf(kind, limit);
    const used = `${t(kind)}: ${usedOf(kind, found.used, found.limit)}`;
    return found.resets_at === null
      ? used
      : `${used} · ${t("resets", { when: coming(found.resets_at) })}`;
  };
  return <For each={own()}>{(one) => <span>{words(one)}</span>}</For>;
}
