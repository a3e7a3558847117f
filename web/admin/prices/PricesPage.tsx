import Calculator from "lucide-solid/icons/calculator";
import Plus from "lucide-solid/icons/plus";
import ReceiptText from "lucide-solid/icons/receipt-text";
import { createMemo, createSignal, Show } from "solid-js";
import { deletePrice, listPrices } from "#contract/admin-price";
import { foldText } from "#contract/fold-text";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-prices.ts";
import { day } from "../../i18n/format.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { toast } from "../../ui/toast.ts";
import { ConfirmAction } from "../parts/ConfirmAction.tsx";
import { createList } from "../parts/create-list.ts";
import { DataTable } from "../parts/DataTable.tsx";
import { lastingEntry, lastingOnly } from "../parts/lasting.ts";
import { ListPage } from "../parts/ListPage.tsx";
import { SearchField } from "../parts/SearchField.tsx";
import { createTableMemory } from "../parts/table-memory.ts";
import { createUrlQuery, textParam } from "../parts/url-query.ts";
import { ViewOptions } from "../parts/ViewOptions.tsx";
import { priceColumns } from "./columns.tsx";
import { PriceDialog, type PriceDraft } from "./PriceDialog.tsx";
import { type PriceRow, ratesOf, toRows } from "./price-rows.ts";
import { RecomputeDialog } from "./RecomputeDialog.tsx";

const everything = () => ({});

/** What tokens cost, from which day on (T-12). */
export function PricesPage() {
  const query = createUrlQuery({ q: textParam() });
  const memory = createTableMemory("prices");
  const prices = createList(everything, async () => toRows((await call(listPrices)).items));
  const columns = createMemo(priceColumns);
  const [draft, setDraft] = createSignal<PriceDraft | null>(null);
  const [deleting, setDeleting] = createSignal<PriceRow | null>(null);
  const [recomputing, setRecomputing] = createSignal(false);
  const shown = createMemo(() => {
    const wanted = foldText(query.values().q);
    return prices.value()?.filter((price) => foldText(price.model).includes(wanted));
  });
  const remove = async (price: PriceRow) => {
    const { model, effective_from, prompt_over } = price;
    const json = { model, effective_from, prompt_over, shown: ratesOf(price) };
    await call(deletePrice, { json });
    toast({ tone: "good", text: t("deleted", { model }) });
    await prices.reload();
  };

  return (
    <>
      <ListPage
        page="prices"
        action={
          <div class="flex flex-wrap gap-2">
            <Button onClick={() => setRecomputing(true)} {...lastingOnly()}>
              <Calculator size={15} aria-hidden="true" />
              {t("recompute")}
            </Button>
            <Button
              kind="primary"
              onClick={() => setDraft({ like: null, correct: false })}
              {...lastingOnly()}
            >
              <Plus size={15} aria-hidden="true" />
              {t("add")}
            </Button>
          </div>
        }
        search={
          <SearchField
            class="min-w-52 flex-1 md:max-w-64"
            label={t("search")}
            value={query.values().q}
            onSearch={(q, how) => query.set({ q }, how)}
          />
        }
        note={t("unit")}
        view={<ViewOptions columns={columns()} memory={memory} />}
      >
        <DataTable
          label={t("list")}
          columns={columns()}
          memory={memory}
          rows={shown()}
          loading={prices.loading()}
          error={prices.error()}
          onRetry={() => void prices.reload()}
          nameOf={(price) => price.model}
          actions={(price) => [
            lastingEntry({
              label: t("change"),
              run: () => setDraft({ like: price, correct: false }),
            }),
            lastingEntry({
              label: t("correct"),
              run: () => setDraft({ like: price, correct: true }),
            }),
            null,
            lastingEntry({ label: t("delete"), danger: true, run: () => setDeleting(price) }),
          ]}
          empty={
            <EmptyState
              title={t("emptyTitle")}
              text={t("emptyText")}
              icon={<ReceiptText size={28} />}
            />
          }
        />
      </ListPage>
      <Show when={draft()} keyed>
        {(one) => <PriceDialog draft={one} onClose={() => setDraft(null)} onDone={prices.reload} />}
      </Show>
      <Show when={deleting()} keyed>
        {(price) => (
          <ConfirmAction
            onClose={() => setDeleting(null)}
            title={t("deleteTitle", { model: price.model })}
            text={t("deleteText", { from: day(price.effective_from) })}
            undo={t("deleteUndo")}
            action={t("delete")}
            danger
            stepUp
            onConfirm={() => remove(price)}
          />
        )}
      </Show>
      <Show when={recomputing()}>
        <RecomputeDialog onClose={() => setRecomputing(false)} />
      </Show>
    </>
  );
}
