import { lazy, Show, Suspense } from "solid-js";
import type { UserItem } from "#contract/chat";
import { t } from "../i18n/chat.ts";
import { clock, dateTime } from "../i18n/format.ts";
import { Button } from "../ui/Button.tsx";
import { me } from "../app/session.ts";
import { describeError } from "./answer.ts";
import type { Outgoing } from "./chat.ts";
import { CopyButton } from "./CodeBlock.tsx";

const LimitNote = lazy(async () => ({ default: (await import("../ui/LimitNote.tsx")).LimitNote }));

/** What a person said, as it was typed. */
export function UserMessage(props: { item: UserItem }) {
  const author = () => (props.item.author.id === me()?.id ? t("you") : props.item.author.name);
  return (
    <div class="group flex flex-col items-end gap-0.5">
      <h3 class="flex items-baseline gap-2 text-xs text-quiet">
        <span class="opacity-0 transition-opacity group-focus-within:opacity-100 group-hover:opacity-100">
          <CopyButton text={() => props.item.text} label={t("copyMessage")} />
        </span>
        <span class="font-medium">{author()}</span>
        <time title={dateTime(props.item.at)}>{clock(props.item.at)}</time>
      </h3>
      <Bubble text={props.item.text} />
    </div>
  );
}

function Bubble(props: { text: string; faint?: boolean }) {
  return (
    <p
      class="chat-wrap max-w-[88%] rounded-lg rounded-tr-sm bg-accent-soft px-3 py-2"
      classList={{ "opacity-60": props.faint === true }}
    >
      {props.text}
    </p>
  );
}

/** A message that the server has not told back yet, or that it refused. */
export function OutgoingMessage(props: {
  message: Outgoing;
  /** The line is cut: it goes out once it is back. */
  waiting: boolean;
  onRetry(): void;
  onDiscard(): void;
}) {
  const failure = () => (props.message.failed ? describeError(props.message.failed) : null);
  return (
    <div class="flex flex-col items-end gap-1">
      <Bubble text={props.message.text} faint />
      <Show
        when={failure()}
        fallback={
          <span class="text-xs text-quiet" classList={{ "sr-only": !props.waiting }}>
            {props.waiting ? t("willSendLater") : t("sending")}
          </span>
        }
      >
        {(text) => (
          <div role="alert" class="flex flex-wrap items-center justify-end gap-2 text-sm">
            <div>
              <p class="text-bad">
                {t("notSent")}: {text().message} — {text().remedy}
              </p>
              <Show when={typeof props.message.details?.["limit"] === "number"}>
                <div class="flex flex-wrap gap-x-2 text-quiet">
                  <Suspense>
                    <LimitNote details={props.message.details} />
                  </Suspense>
                  <a href="/account/usage" class="text-accent underline">
                    {t("seeUsage")}
                  </a>
                </div>
              </Show>
            </div>
            <Button size="small" onClick={() => props.onRetry()}>
              {t("sendAgain")}
            </Button>
            <Button size="small" kind="quiet" onClick={() => props.onDiscard()}>
              {t("discard")}
            </Button>
          </div>
        )}
      </Show>
    </div>
  );
}
