import Copy from "lucide-solid/icons/copy";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { lazy, Show, Suspense } from "solid-js";
import type { ApiError } from "../client/error.ts";
import { t } from "../i18n/common.ts";
import { Button } from "./Button.tsx";
import { toast } from "./toast.ts";

const LimitNote = lazy(async () => ({ default: (await import("./LimitNote.tsx")).LimitNote }));
const IssueList = lazy(async () => ({ default: (await import("./IssueList.tsx")).IssueList }));

export interface ErrorStateProps {
  error: ApiError;
  onRetry?: (() => void) | undefined;
  /** Inside a form or a dialog. */
  small?: boolean;
}

/** What went wrong, what to do next, and an id to tell the support. */
export function ErrorState(props: ErrorStateProps) {
  const copy = async (id: string) => {
    await navigator.clipboard.writeText(id);
    toast({ tone: "good", text: t("copied") });
  };
  return (
    <div
      role="alert"
      class="flex flex-wrap gap-2.5 rounded-md border border-bad/40 bg-bad-soft px-3 py-2.5 text-left text-sm"
      classList={{ "mx-4 my-8 max-w-lg sm:mx-auto": props.small !== true }}
    >
      <TriangleAlert size={16} class="mt-0.5 shrink-0 text-bad" aria-hidden="true" />
      <div class="min-w-0 flex-1 basis-52">
        <p class="font-medium">{props.error.message}</p>
        <p>{props.error.remedy}</p>
        <Show when={props.error.issues.length > 0}>
          <Suspense>
            <IssueList issues={props.error.issues} />
          </Suspense>
        </Show>
        <Show when={typeof props.error.details["limit"] === "number"}>
          <Suspense>
            <LimitNote details={props.error.details} />
          </Suspense>
        </Show>
        <Show when={props.error.request_id}>
          {(id) => (
            <button
              type="button"
              class="mt-1 inline-flex max-w-full items-center gap-1 font-mono text-xs hover:underline"
              title={t("copy")}
              onClick={() => void copy(id())}
            >
              <span class="truncate">
                {props.error.code} · {id()}
              </span>
              <Copy size={12} aria-hidden="true" />
              <span class="sr-only">{t("requestId")}</span>
            </button>
          )}
        </Show>
      </div>
      <Show when={props.onRetry}>
        {(retry) => (
          <Button size="small" class="ml-auto" onClick={() => retry()()}>
            {t("retry")}
          </Button>
        )}
      </Show>
    </div>
  );
}
