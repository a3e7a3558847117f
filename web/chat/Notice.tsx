import Info from "lucide-solid/icons/info";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { Match, Show, Switch } from "solid-js";
import type { NoticeItem } from "#contract/chat";
import { t } from "../i18n/chat.ts";
import { Button } from "../ui/Button.tsx";
import { describeError } from "./answer.ts";
import { CopyButton } from "./CodeBlock.tsx";
import { Markdown } from "./Markdown.tsx";

const worded = [
  "cleared",
  "compacted",
  "stopped",
  "interrupted",
  "refused",
  "cut_off",
  "loop",
] as const;
type Worded = (typeof worded)[number];

/** The server says more of these than that they happened: why, by which tool. */
const detailed: readonly NoticeItem["notice"][] = ["refused", "cut_off", "loop"];

function wordsOf({ notice, text }: NoticeItem): string | undefined {
  if (detailed.includes(notice) && text !== "") return text;
  return worded.includes(notice as Worded) ? t(`notice.${notice as Worded}`) : undefined;
}

/** What the text of such a notice is about; help speaks for itself. */
function titleOf(kind: NoticeItem["notice"]): string | undefined {
  if (kind === "unknown_command") return t("notice.unknown_command");
  return kind === "model" || kind === "mode" || kind === "cost" ? t(kind) : undefined;
}

/** Something Engawa says by itself: a quiet line, a page of help, or what went wrong. */
export function Notice(props: { item: NoticeItem; onResend?: (() => void) | undefined }) {
  return (
    <Switch
      fallback={
        <div class="chat-notice rounded-md border border-line bg-raised px-3 py-2 text-sm">
          <Show when={titleOf(props.item.notice)}>
            {(title) => <p class="mb-1 text-quiet">{title()}</p>}
          </Show>
          <Markdown text={props.item.text} />
        </div>
      }
    >
      <Match when={props.item.notice === "error"}>
        <ErrorNotice item={props.item} onResend={props.onResend} />
      </Match>
      <Match when={wordsOf(props.item)}>
        {(text) => (
          <div class="text-sm text-quiet">
            <p class="flex items-center gap-2">
              <Info size={14} class="shrink-0" aria-hidden="true" />
              {text()}
            </p>
            <Show when={props.item.notice === "compacted" && props.item.text}>
              {(summary) => (
                <details class="mt-1 pl-[22px]">
                  <summary class="cursor-pointer">{t("summary")}</summary>
                  <div class="mt-1 border-l-2 border-line pl-3">
                    <Markdown text={summary()} />
                  </div>
                </details>
              )}
            </Show>
          </div>
        )}
      </Match>
    </Switch>
  );
}

function ErrorNotice(props: { item: NoticeItem; onResend?: (() => void) | undefined }) {
  const text = () => (props.item.code === null ? null : describeError(props.item.code));
  /** The server's own words often begin with those of the code: once is enough. */
  const title = () => {
    const message = text()?.message ?? t("error");
    return props.item.text.startsWith(message) ? props.item.text : message;
  };
  const id = () =>
    [props.item.code, props.item.request_id].filter((part) => part !== null).join(" · ");
  return (
    <div
      role="group"
      aria-label={t("error")}
      class="flex flex-wrap gap-2.5 rounded-md border border-bad/40 bg-bad-soft px-3 py-2.5 text-sm"
    >
      <TriangleAlert size={16} class="mt-0.5 shrink-0 text-bad" aria-hidden="true" />
      <div class="flex min-w-0 flex-1 basis-52 flex-col gap-0.5">
        <p class="chat-wrap font-medium">{title()}</p>
        <Show when={props.item.text && props.item.text !== title()}>
          <p class="chat-wrap">{props.item.text}</p>
        </Show>
        <Show when={text()}>{(words) => <p>{t("remedy", { text: words().remedy })}</p>}</Show>
        <Show when={id()}>
          <p class="flex items-center gap-1 font-mono text-xs">
            <span class="min-w-0 truncate">{id()}</span>
            <CopyButton text={id} label={t("requestId")} />
          </p>
        </Show>
      </div>
      <Show when={props.onResend}>
        {(resend) => (
          <Button size="small" class="ml-auto" onClick={() => resend()()}>
            {t("resend")}
          </Button>
        )}
      </Show>
    </div>
  );
}
