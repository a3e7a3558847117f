import { createEffect, createSignal, on, Show } from "solid-js";
import { takeBackJob } from "#contract/admin-take-back";
import type { OutputOf } from "#contract/endpoint";
import type { JobInfo } from "#contract/job";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-bulk.ts";
import { Button } from "../../ui/Button.tsx";
import { createAction } from "../../ui/create-action.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { toast } from "../../ui/toast.ts";
import { ConfirmAction } from "../parts/ConfirmAction.tsx";
import { PreviewTable } from "./PreviewTable.tsx";

type Answer = OutputOf<typeof takeBackJob>;

const kinds = { deactivate_users: "People", archive_projects: "Projects" } as const;

const isKind = (kind: string): kind is keyof typeof kinds => kind in kinds;

/** On the record of a job that changed many at once: the way back, shown before it is gone. */
export function TakeBack(props: { job: JobInfo; onJob: (id: string) => void }) {
  const of = () =>
    isKind(props.job.kind) && props.job.done > props.job.failed ? kinds[props.job.kind] : undefined;
  return (
    <Show when={of()}>{(what) => <Offer id={props.job.id} of={what()} onJob={props.onJob} />}</Show>
  );
}

function Offer(props: { id: string; of: "People" | "Projects"; onJob: (id: string) => void }) {
  const [found, setFound] = createSignal<Answer | null>(null);
  const [asking, setAsking] = createSignal(false);
  createEffect(
    on(
      () => props.id,
      () => setFound(null),
      { defer: true },
    ),
  );
  const param = () => ({ id: props.id });
  const look = createAction(async () => {
    setFound(null);
    setFound(await call(takeBackJob, { param: param(), json: { dry_run: true } }));
  });
  const run = async () => {
    const expected_count = found()?.matched_count;
    if (expected_count === undefined) return;
    const answer = await call(takeBackJob, { param: param(), json: { expected_count } });
    setFound(null);
    toast({ tone: "good", text: t("started") });
    if (answer.job_id !== null) props.onJob(answer.job_id);
  };
  const count = () => found()?.matched_count ?? 0;
  return (
    <div class="flex flex-col gap-3">
      <div>
        <Button busy={look.busy()} onClick={() => void look.run()}>
          {t(`back${props.of}`)}
        </Button>
      </div>
      <Show when={look.error()}>{(error) => <ErrorState error={error()} small />}</Show>
      <Show when={found()}>
        {(answer) => (
          <>
            <p role="status" class="font-medium">
              {count() === 0 ? t("backNone") : t(`backFound${props.of}`, { count: count() })}
            </p>
            <Show when={count() > 0}>
              <PreviewTable
                label={t("preview")}
                columns={[
                  { label: t("name"), cell: (one) => one.name },
                  {
                    label: t(props.of === "People" ? "email" : "owner"),
                    cell: (one) => one.whose,
                  },
                ]}
                rows={answer().items}
                note={noteOf(answer())}
              />
              <div>
                <Button kind="primary" onClick={() => setAsking(true)}>
                  {t(`runBack${props.of}`, { count: count() })}
                </Button>
              </div>
            </Show>
            <Show when={asking()}>
              <ConfirmAction
                onClose={() => setAsking(false)}
                title={t(`confirmBack${props.of}`, { count: count() })}
                text={t(`confirmBack${props.of}Text`, { count: count() })}
                undo={t(`back${props.of}Undo`)}
                action={t(`runBack${props.of}`, { count: count() })}
                typed={String(count())}
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

/** What is not in the table, and what stays. */
function noteOf({ items, matched_count, changed_count }: Answer): string | undefined {
  const changed = changed_count - matched_count;
  const notes = [
    ...(items.length < matched_count ? [t("firstItems", { count: items.length })] : []),
    ...(changed > 0 ? [t("backChanged", { count: changed })] : []),
  ];
  return notes.length === 0 ? undefined : notes.join(" ");
}
