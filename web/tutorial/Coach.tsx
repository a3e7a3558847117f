import Check from "lucide-solid/icons/check";
import { createEffect, createSignal, on, onCleanup, Show } from "solid-js";
import { t } from "../i18n/tutorial.ts";
import { Button } from "../ui/Button.tsx";
import { toast } from "../ui/toast.ts";
import { type Before, insertExample, isDone, lookAround } from "./look.ts";
import { keepProgress, type Part, partAfter, parts, progress } from "./progress.ts";

const lookEvery = 700;

/** The tutorial beside the work: says what to try, sees when it is done, never in the way. */
export function Coach(props: { project: string; onOpen: (path: string) => void }) {
  const part = (): Part | null => {
    const now = progress();
    return now?.state === "running" && now.project === props.project ? now.part : null;
  };
  return (
    <Show when={part()}>
      {(now) => <Step part={now()} project={props.project} onOpen={props.onOpen} />}
    </Show>
  );
}

function Step(props: { part: Part; project: string; onOpen: (path: string) => void }) {
  const [done, setDone] = createSignal(false);
  let before: Before = lookAround();
  createEffect(
    on(
      () => props.part,
      () => {
        before = lookAround();
        setDone(false);
      },
    ),
  );
  const timer = setInterval(() => {
    const now = lookAround();
    // The file is open, so from here on a change of its text counts.
    if (before.text === null && now.text !== null) before = { ...before, text: now.text };
    if (!done() && isDone(props.part, before)) setDone(true);
  }, lookEvery);
  onCleanup(() => clearInterval(timer));

  const leave = () => {
    keepProgress({ state: "over", part: props.part, project: props.project });
    toast({ tone: "info", text: t("ended") });
  };
  const next = () => {
    const following = partAfter(props.part);
    if (following === null) leave();
    else keepProgress({ state: "running", part: following, project: props.project });
  };
  const example = (): string | null => {
    if (props.part === "chat") return t("chat_example");
    return props.part === "code" ? t("code_example") : null;
  };

  return (
    <aside
      aria-label={t("title")}
      data-tutorial={props.part}
      class="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-info/40 bg-info-soft px-4 py-2 text-sm"
    >
      <div class="min-w-0 flex-1 basis-80">
        <p class="flex flex-wrap items-center gap-2 font-medium">
          <span class="text-info tabular-nums">
            {t("step", { at: parts.indexOf(props.part) + 1, of: parts.length })}
          </span>
          {t(props.part)}
          <span role="status" class="inline-flex items-center gap-1 text-good">
            <Show when={done()}>
              <Check size={14} aria-hidden="true" />
              {t("well")}
            </Show>
          </span>
        </p>
        <p>{t(`${props.part}_text`)}</p>
      </div>
      <div class="flex flex-wrap gap-2">
        <Show when={!done() && example()}>
          {(text) => (
            <Button size="small" onClick={() => insertExample(text())}>
              {t("insert")}
            </Button>
          )}
        </Show>
        <Show when={!done() && props.part === "files"}>
          <Button size="small" onClick={() => props.onOpen("README.md")}>
            {t("open")}
          </Button>
        </Show>
        <Button size="small" kind={done() ? "primary" : "plain"} onClick={next}>
          {partAfter(props.part) === null ? t("done") : t("next")}
        </Button>
        <Show when={partAfter(props.part) !== null}>
          <Button size="small" kind="quiet" onClick={leave}>
            {t("end")}
          </Button>
        </Show>
      </div>
    </aside>
  );
}
