import { t } from "../../i18n/admin-prices.ts";
import { count, dateTime, day } from "../../i18n/format.ts";
import { numberFormat } from "../../i18n/intl.ts";
import { Badge, type Tone } from "../../ui/Badge.tsx";
import type { Column } from "../parts/column.ts";
import { amounts, type PriceRow, type PriceState } from "./price-rows.ts";

/** A price is shown whole, to the micro-dollar. */
const exact = (microUsd: number): string =>
  numberFormat({
    style: "currency",
    currency: "USD",
    minimumFractionDigits: 2,
    maximumFractionDigits: 6,
  }).format(microUsd / 1_000_000);

const tones: Record<PriceState, Tone> = { now: "good", later: "info", past: "quiet" };

export const priceColumns = (): readonly Column<PriceRow>[] => [
  {
    key: "model",
    label: t("model"),
    cell: (price) => (
      <code class="block truncate font-mono text-sm" title={price.model}>
        {price.model}
      </code>
    ),
  },
  {
    key: "state",
    label: t("state"),
    cell: (price) => <Badge tone={tones[price.state]}>{t(price.state)}</Badge>,
  },
  {
    key: "from",
    label: t("from"),
    cell: (price) =>
      Date.parse(price.effective_from) === 0 ? (
        <span class="text-quiet">{t("always")}</span>
      ) : (
        <time datetime={price.effective_from} title={dateTime(price.effective_from)}>
          {day(price.effective_from)}
        </time>
      ),
  },
  {
    key: "prompt",
    label: t("promptOver"),
    cell: (price) =>
      price.prompt_over === 0 ? (
        <span class="text-quiet">{t("promptAny")}</span>
      ) : (
        t("promptTokens", { count: count(price.prompt_over) })
      ),
  },
  ...amounts.map((amount): Column<PriceRow> => ({
    key: amount,
    label: t(amount),
    numeric: true,
    cell: (price) => exact(price[amount]),
  })),
];
