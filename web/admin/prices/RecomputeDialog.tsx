import { createSignal, onCleanup, Show } from "solid-js";
import { t as parts } from "../../i18n/admin-parts.ts";
import { t } from "../../i18n/admin-prices.ts";
import { t as common } from "../../i18n/common.ts";
import { count, money } from "../../i18n/format.ts";
import { Button } from "../../ui/Button.tsx";
import { createAction } from "../../ui/create-action.ts";
import { Dialog, DialogActions } from "../../ui/Dialog.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { toast } from "../../ui/toast.ts";
import { Facts } from "../parts/Facts.tsx";
import { dayOf, startOf } from "./price-rows.ts";
import { noTotals, recomputeAll, type Totals } from "./recompute-all.ts";

const firstOfMonth = () => `${dayOf(Date.now()).slice(0, 8)}01`;

/** First what would change, then the change. */
export function RecomputeDialog(props: { onClose: () => void }) {
  const [from, setFrom] = createSignal(firstOfMonth());
  const [model, setModel] = createSignal("");
  const [found, setFound] = createSignal<Totals | null>(null);
  const [progress, setProgress] = createSignal<Totals>(noTotals);
  const [stopping, setStopping] = createSignal(false);
  let left = false;
  onCleanup(() => {
    left = true;
  });

  const go = (dryRun: boolean) => {
    setProgress(noTotals);
    setStopping(false);
    const wish = {
      from: startOf(from()),
      model: model().trim() === "" ? undefined : model().trim(),
      dry_run: dryRun,
    };
    return recomputeAll(wish, setProgress, () => stopping() || left);
  };
  const check = createAction(async () => {
    setFound(null);
    const { totals, complete } = await go(true);
    if (complete) setFound(totals);
  });
  const apply = createAction(async () => {
    const { totals, complete } = await go(false);
    const key = complete ? "applied" : "stopped";
    toast({ tone: complete ? "good" : "warn", text: t(key, { count: count(totals.changed) }) });
    setFound(null);
    if (complete) props.onClose();
  });
  const busy = () => check.busy() || apply.busy();
  const changeWish = (set: (text: string) => void) => (text: string) => {
    set(text);
    setFound(null);
  };

  return (
    <Dialog
      open
      onClose={props.onClose}
      title={t("recomputeTitle")}
      description={t("recomputeText")}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void (found() === null ? check.run() : apply.run());
        }}
      >
        <div class="flex flex-col gap-3">
          <TextField
            type="date"
            label={t("fromDay")}
            value={from()}
            onInput={changeWish(setFrom)}
            disabled={busy()}
            required
          />
          <TextField
            label={t("onlyModel")}
            value={model()}
            onInput={changeWish(setModel)}
            disabled={busy()}
            maxlength={100}
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            class="[&_input]:font-mono"
          />
          <Show when={busy()}>
            <div role="status">
              <p class="mb-1 text-sm tabular-nums">
                {apply.busy()
                  ? t("applying", {
                      examined: count(progress().examined),
                      total: count(found()?.examined ?? 0),
                    })
                  : t("checking", { examined: count(progress().examined) })}
              </p>
              <progress
                class="w-full"
                aria-label={t("recomputeTitle")}
                {...(apply.busy()
                  ? { value: progress().examined, max: Math.max(1, found()?.examined ?? 1) }
                  : {})}
              />
            </div>
          </Show>
          <Show when={!busy() && found()}>{(totals) => <Findings totals={totals()} />}</Show>
          <Show when={check.error() ?? apply.error()}>
            {(error) => <ErrorState error={error()} small />}
          </Show>
          <p class="text-sm text-quiet">{parts("stepUp")}</p>
        </div>
        <DialogActions>
          <Show
            when={busy()}
            fallback={<Button onClick={() => props.onClose()}>{common("cancel")}</Button>}
          >
            <Button disabled={stopping()} onClick={() => setStopping(true)}>
              {t("stop")}
            </Button>
          </Show>
          <Button
            type="submit"
            kind={found() === null ? "primary" : "danger"}
            busy={busy()}
            disabled={from() === "" || found()?.changed === 0}
          >
            {found() === null ? t("check") : t("apply", { count: found()?.changed ?? 0 })}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function Findings(props: { totals: Totals }) {
  const difference = () => props.totals.after_micro_usd - props.totals.before_micro_usd;
  const signed = () =>
    `${difference() > 0 ? "+" : difference() < 0 ? "−" : ""}${money(Math.abs(difference()))}`;
  return (
    <section
      aria-label={t("result")}
      class="rounded-md border border-line bg-sunken px-3 py-2.5 [&_dd]:text-right [&_dd]:tabular-nums"
    >
      <Facts
        items={[
          { name: t("examined"), value: count(props.totals.examined) },
          { name: t("changed"), value: count(props.totals.changed) },
          { name: t("before"), value: money(props.totals.before_micro_usd) },
          { name: t("after"), value: money(props.totals.after_micro_usd) },
          { name: t("difference"), value: <strong>{signed()}</strong> },
        ]}
      />
      <p class="mt-2 text-sm text-quiet">
        {props.totals.changed === 0 ? t("nothingChanges") : t("applyNote")}
      </p>
    </section>
  );
}
