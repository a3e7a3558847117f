import { createSignal, For, Show } from "solid-js";
import { CleanupTarget, executeCleanup, previewCleanup } from "#contract/admin-data";
import type { OutputOf } from "#contract/endpoint";
import { call } from "../../client/call.ts";
import { isApiError } from "../../client/error.ts";
import { t } from "../../i18n/admin-data.ts";
import { count, day } from "../../i18n/format.ts";
import { Button } from "../../ui/Button.tsx";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { createAction } from "../../ui/create-action.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { toast } from "../../ui/toast.ts";
import { type PreviewColumn, PreviewTable } from "../bulk/PreviewTable.tsx";
import { ConfirmAction } from "../parts/ConfirmAction.tsx";
import { lastingOnly } from "../parts/lasting.ts";

type Preview = OutputOf<typeof previewCleanup>;

const floors = { audit: 365, security: 730 };

type Row = Preview["preview"][number];

/** Where a floor holds: what was asked, and why more is kept. */
const keptDays = (one: Row, asked: number): string =>
  one.retention_days === asked
    ? count(asked)
    : t("keptByFloor", {
        days: count(one.retention_days),
        asked: count(asked),
        least: count(one.least_days),
      });

const columns = (asked: number): readonly PreviewColumn<Row>[] => [
  { label: t("target"), cell: (one) => one.target_type_display },
  { label: t("count"), numeric: true, cell: (one) => count(one.record_count) },
  { label: t("oldest"), cell: (one) => (one.oldest_record_at ? day(one.oldest_record_at) : "–") },
  { label: t("newest"), cell: (one) => (one.newest_record_at ? day(one.newest_record_at) : "–") },
  { label: t("size"), numeric: true, cell: (one) => one.estimated_size_display },
  { label: t("kept"), numeric: true, cell: (one) => keptDays(one, asked) },
];

const lookAt = (targets: readonly CleanupTarget[], days: number): Promise<Preview> =>
  call(previewCleanup, {
    query: { target_types: targets.join(","), retention_days: String(days) },
  });

/** SA-037: looks first what is old, then asks. */
export function CleanupTab(props: { onJob: (id: string) => void }) {
  const [targets, setTargets] = createSignal<readonly CleanupTarget[]>(["activity_logs"]);
  const [days, setDays] = createSignal("90");
  const [found, setFound] = createSignal<Preview | null>(null);
  const [asking, setAsking] = createSignal(false);
  const valid = () => targets().length > 0 && /^\d{1,4}$/.test(days()) && Number(days()) <= 3650;
  const choose = (target: CleanupTarget, on: boolean) => {
    setFound(null);
    setTargets(
      CleanupTarget.options.filter((one) => (one === target ? on : targets().includes(one))),
    );
  };
  const look = createAction(async () => {
    setFound(await lookAt(targets(), Number(days())));
  });
  const run = async () => {
    const seen = found();
    if (seen === null) return;
    const query = {
      target_types: seen.preview.map((one) => one.target_type),
      retention_days: seen.requested_days,
    };
    const { job_id } = await call(executeCleanup, {
      json: { ...query, as_of: seen.as_of, expected_count: seen.total_record_count },
    }).catch(async (error: unknown) => {
      // It is another number by now: that one is asked about.
      if (isApiError(error, "BULK_003"))
        setFound(await lookAt(query.target_types, query.retention_days));
      throw error;
    });
    setFound(null);
    toast({ tone: "good", text: t("started") });
    if (job_id !== null) props.onJob(job_id);
  };
  return (
    <div class="flex flex-col gap-4">
      <form
        class="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (valid()) void look.run();
        }}
      >
        <fieldset>
          <legend class="mb-2 text-sm font-medium">{t("targets")}</legend>
          <div class="grid gap-2 sm:grid-cols-2">
            <For each={CleanupTarget.options}>
              {(target) => (
                <Checkbox
                  label={t(target)}
                  checked={targets().includes(target)}
                  onChange={(on) => choose(target, on)}
                />
              )}
            </For>
          </div>
        </fieldset>
        <div class="flex flex-wrap items-start gap-3">
          <TextField
            class="w-full sm:w-96"
            type="number"
            min="0"
            max="3650"
            label={t("days")}
            hint={t("daysHint", floors)}
            value={days()}
            onInput={(value) => {
              setDays(value);
              setFound(null);
            }}
            required
          />
          <Button class="sm:mt-6.5" type="submit" busy={look.busy()} disabled={!valid()}>
            {t("look")}
          </Button>
        </div>
      </form>
      <Show when={look.error()}>{(error) => <ErrorState error={error()} small />}</Show>
      <Show when={found()}>
        {(seen) => (
          <>
            <p role="status" class="font-medium">
              {seen().total_record_count === 0
                ? t("nothing")
                : t("total", {
                    count: count(seen().total_record_count),
                    size: seen().total_estimated_size_display,
                  })}
            </p>
            <PreviewTable
              label={t("preview")}
              columns={columns(seen().requested_days)}
              rows={seen().preview}
            />
            <Show when={seen().total_record_count > 0}>
              <div>
                <Button kind="danger" onClick={() => setAsking(true)} {...lastingOnly()}>
                  {t("run")}
                </Button>
              </div>
            </Show>
            <Show when={asking()}>
              <ConfirmAction
                onClose={() => setAsking(false)}
                title={t("confirmTitle", { count: count(seen().total_record_count) })}
                text={t("confirmText", {
                  targets: seen()
                    .preview.filter((one) => one.record_count > 0)
                    .map((one) =>
                      t("confirmTarget", {
                        target: one.target_type_display,
                        days: one.retention_days,
                      }),
                    )
                    .join(t("and")),
                })}
                undo={t("confirmUndo")}
                action={t("run")}
                typed={String(seen().total_record_count)}
                danger
                stepUp
                onConfirm={run}
              />
            </Show>
          </>
        )}
      </Show>
    </div>
  );
}
