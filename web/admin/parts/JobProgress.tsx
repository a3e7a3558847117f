import { createEffect, createSignal, For, type JSX, on, onCleanup, Show } from "solid-js";
import { cancelJob, getJob, type JobInfo } from "#contract/job";
import { me } from "../../app/session.ts";
import { call } from "../../client/call.ts";
import { type ApiError, toApiError } from "../../client/error.ts";
import { kindName, t } from "../../i18n/admin-jobs.ts";
import { count, relative } from "../../i18n/format.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { ConfirmAction } from "./ConfirmAction.tsx";
import { JobBadge } from "./JobBadge.tsx";
import { JobTies } from "./JobTies.tsx";
import { rateOf } from "./job-rate.ts";
import { lastingOnly } from "./lasting.ts";

const isOpen = (job: JobInfo): boolean => job.state === "waiting" || job.state === "running";

/**
 * How far a job is, by its id: the page keeps that in its address, so that a reload shows the same. It
 * asks by the clock, which does not keep a sign-in awake.
 */
export function JobProgress(props: {
  id: string;
  onEnd?: (job: JobInfo) => void;
  /** What may be done with it once it has ended. */
  after?: (job: JobInfo) => JSX.Element;
}) {
  const [job, setJob] = createSignal<JobInfo>();
  const [lost, setLost] = createSignal(false);
  const [gone, setGone] = createSignal<ApiError>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;

  const look = async (id: string, background: boolean): Promise<void> => {
    clearTimeout(timer);
    try {
      const found = await call(getJob, { param: { id }, background });
      if (id !== props.id) return;
      const before = job();
      setJob(found);
      setLost(false);
      if (!isOpen(found)) {
        if (before !== undefined && before.id === id && isOpen(before)) props.onEnd?.(found);
        return;
      }
    } catch (thrown) {
      if (id !== props.id) return;
      const error = toApiError(thrown);
      // A kept address of one whose record is past its time: asking again finds nothing either.
      if (error.status === 404) {
        setLost(false);
        setGone(error);
        return;
      }
      setLost(true);
    }
    asked++;
    timer = setTimeout(() => void look(id, true), asked < 60 ? 1000 : 5000);
  };
  createEffect(
    on(
      () => props.id,
      (id) => {
        setJob(undefined);
        setGone(undefined);
        asked = 0;
        void look(id, false);
      },
    ),
  );
  onCleanup(() => clearTimeout(timer));

  const [asking, setAsking] = createSignal(false);
  const cancel = async () => {
    setJob(await call(cancelJob, { param: { id: props.id } }));
  };
  /** Of others' jobs an administrator for a day ends none. */
  const mayCancel = () =>
    job()?.created_by?.id === me()?.id && me() !== null ? {} : lastingOnly();

  return (
    <section class="rounded-lg border border-line bg-raised p-4" aria-live="polite">
      <Show
        when={job()}
        fallback={
          <Show when={gone()} fallback={<Skeleton lines={3} />}>
            {(error) => <ErrorState error={error()} small />}
          </Show>
        }
      >
        {(found) => (
          <div class="flex flex-col gap-2">
            <div class="flex flex-wrap items-center gap-x-3 gap-y-1">
              <h2 class="font-semibold">{kindName(found().kind)}</h2>
              <JobBadge state={found().state} />
              <Show when={isOpen(found()) && !found().stopping}>
                <Button class="ml-auto" onClick={() => setAsking(true)} {...mayCancel()}>
                  {t("cancel")}
                </Button>
              </Show>
            </div>
            <Bar job={found()} />
            <p class="text-sm text-quiet">{startedBy(found())}</p>
            <Show when={found().takes_back !== null || found().taken_back_by.length > 0}>
              <p class="flex flex-wrap gap-x-3 gap-y-1 text-sm">
                <JobTies job={found()} />
              </p>
            </Show>
            <Show when={found().stopping}>
              <p class="text-sm text-warn">{t("stopping")}</p>
            </Show>
            <Show when={found().error}>
              {(error) => (
                <p class="text-sm text-bad">
                  {error().message} <code class="font-mono text-xs">{error().code}</code>
                </p>
              )}
            </Show>
            <Problems job={found()} />
            <Show when={!isOpen(found()) && props.after}>{(after) => after()(found())}</Show>
          </div>
        )}
      </Show>
      <Show when={lost()}>
        <p class="mt-2 text-sm text-warn">{t("lost")}</p>
      </Show>
      <Show when={asking() && job()}>
        {(found) => (
          <ConfirmAction
            onClose={() => setAsking(false)}
            title={t("cancelTitle", { kind: kindName(found().kind) })}
            text={t("cancelText")}
            undo={t("cancelUndo")}
            action={t("cancelAction")}
            danger
            onConfirm={cancel}
          />
        )}
      </Show>
    </section>
  );
}

function startedBy(job: JobInfo): string {
  const when = relative(job.created_at);
  return job.created_by === null
    ? t("bySystem", { when })
    : t("startedBy", { name: job.created_by.name, when });
}

function Bar(props: { job: JobInfo }) {
  const share = () => {
    const { total, done, state } = props.job;
    if (state === "done") return 1;
    return total === null || total === 0 ? 0 : Math.min(1, done / total);
  };
  const text = () => {
    const { total, done } = props.job;
    return total === null
      ? t("some", { done: count(done) })
      : t("of", { done: count(done), total: count(total) });
  };
  const speed = () => rateOf(props.job, Date.now());
  return (
    <div>
      <div
        role="progressbar"
        aria-label={t("progress", { kind: kindName(props.job.kind) })}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share() * 100)}
        aria-valuetext={text()}
        class="h-2 overflow-hidden rounded-full bg-line"
      >
        <div
          class="h-full rounded-full transition-[width]"
          classList={{
            "bg-bad": props.job.state === "failed",
            "bg-good": props.job.state === "done",
            "bg-accent": props.job.state !== "failed" && props.job.state !== "done",
          }}
          style={{ width: `${share() * 100}%` }}
        />
      </div>
      <p class="mt-1 flex flex-wrap gap-x-3 text-sm tabular-nums">
        <span>{text()}</span>
        <Show when={props.job.failed > 0}>
          <span class="text-warn">{t("failedRows", { count: count(props.job.failed) })}</span>
        </Show>
        <Show when={isOpen(props.job) && speed()}>
          {(now) => (
            <span class="text-quiet">
              {t("rate", { rate: count(now().perSecond) })}
              <Show when={now().left}>{(time) => <> · {t("left", { time: time() })}</>}</Show>
            </span>
          )}
        </Show>
      </p>
    </div>
  );
}

function Problems(props: { job: JobInfo }) {
  return (
    <Show when={props.job.problems.length > 0}>
      <details class="text-sm">
        <summary class="cursor-pointer font-medium">
          {t("problems", { count: count(props.job.problems.length) })}
        </summary>
        <ul class="mt-1 max-h-60 overflow-y-auto rounded-md border border-line">
          <For each={props.job.problems}>
            {(problem) => (
              <li class="flex flex-wrap gap-x-3 border-b border-line px-2 py-1 last:border-b-0">
                <Show when={problem.row !== null}>
                  <span class="text-quiet tabular-nums">
                    {t("problemRow", { row: problem.row ?? 0 })}
                  </span>
                </Show>
                <Show when={problem.subject}>
                  <span class="break-all">{problem.subject}</span>
                </Show>
                <span>{problem.error}</span>
              </li>
            )}
          </For>
        </ul>
      </details>
    </Show>
  );
}
