import ArrowUp from "lucide-solid/icons/arrow-up";
import FileText from "lucide-solid/icons/file-text";
import { createEffect, createSignal, createUniqueId, onMount, Show } from "solid-js";
import { isActive } from "#contract/chat";
import { t } from "../i18n/chat.ts";
import { count } from "../i18n/format.ts";
import type { Chat } from "./chat.ts";
import { complete, fillPrompt, type Trigger } from "./completion.ts";
import { focusComposer, noteSent, noteTyping } from "./composer-focus.ts";
import { composerKey } from "./composer-keys.ts";
import { createDraft } from "./draft.ts";
import { createSuggest } from "./suggest.ts";
import { optionId, Suggestions, type Suggestion } from "./Suggestions.tsx";

/** As many characters as `message.send` takes. */
const longest = 100_000;

export interface ComposerProps {
  chat: Chat;
  text: string;
  onText(text: string): void;
  openFile: () => string | null;
  files: () => readonly string[];
  onSent(): void;
}

/** Where a message is written. Enter sends, except while an input method converts. */
export function Composer(props: ComposerProps) {
  const [caret, setCaret] = createSignal(0);
  const [field, setField] = createSignal<HTMLTextAreaElement>();
  const [focused, setFocused] = createSignal(false);
  const id = createUniqueId();

  const setText = (text: string) => props.onText(text);
  const draft = createDraft(props.chat, () => props.text, setText);
  const suggest = createSuggest({
    text: () => props.text,
    caret,
    commands: () => props.chat.state().commands,
    files: props.files,
  });
  const ended = () => props.chat.connection().kind === "ended";
  const tooLong = () => props.text.length > longest;
  const canSend = () => props.text.trim() !== "" && !tooLong() && !ended();
  const suggesting = () => focused() && suggest.items().length > 0;

  const send = () => {
    if (!canSend()) return;
    void props.chat.say(props.text, props.openFile());
    setText("");
    draft.changed();
    noteSent();
    props.onSent();
  };
  const fill = (trigger: Trigger, body: string) => {
    const done = fillPrompt(props.text, trigger, body);
    setText(done.text);
    field()?.setSelectionRange(done.from, done.to);
    setCaret(done.to);
    draft.changed();
  };
  const choose = (item: Suggestion | undefined) => {
    const trigger = suggest.trigger();
    if (!item || !trigger) return;
    if (item.body !== undefined) return fill(trigger, item.body);
    const done = complete(props.text, trigger, item.value);
    setText(done.text);
    field()?.setSelectionRange(done.caret, done.caret);
    setCaret(done.caret);
    draft.changed();
  };
  const pressed = (event: KeyboardEvent) => {
    noteTyping();
    const touch = matchMedia("(pointer: coarse)").matches;
    const key = composerKey(event, { suggesting: suggesting(), touch });
    if (key === null || key === "newline") return;
    event.preventDefault();
    if (key === "send") send();
    else if (key === "choose") choose(suggest.items()[suggest.marked()]);
    else if (key === "dismiss") suggest.dismiss();
    else suggest.move(key === "next" ? 1 : -1);
  };
  const typed = (event: { currentTarget: HTMLTextAreaElement }) => {
    setText(event.currentTarget.value);
    setCaret(event.currentTarget.selectionStart);
    suggest.reset();
    draft.changed();
  };

  onMount(focusComposer);
  createEffect(() => {
    const area = field();
    if (!area) return;
    if (area.value !== props.text) area.value = props.text;
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight}px`;
  });

  const placeholder = () => {
    if (ended()) return t("placeholderEnded");
    return t(isActive(props.chat.state().run.state) ? "placeholderBusy" : "placeholder");
  };
  return (
    <form
      class="relative"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Show when={suggesting()}>
        <Suggestions
          id={`${id}-list`}
          items={suggest.items()}
          selected={suggest.marked()}
          onChoose={choose}
        />
      </Show>
      <div class="chat-composer">
        <textarea
          ref={setField}
          data-composer
          rows="1"
          aria-label={t("message")}
          aria-describedby={`${id}-hint`}
          aria-autocomplete="list"
          aria-controls={suggesting() ? `${id}-list` : undefined}
          aria-activedescendant={
            suggesting() ? optionId(`${id}-list`, suggest.marked()) : undefined
          }
          aria-invalid={tooLong()}
          disabled={ended()}
          placeholder={placeholder()}
          onInput={typed}
          onKeyDown={pressed}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          onFocus={() => setFocused(true)}
          onBlur={() => setFocused(false)}
        />
        <div class="flex min-h-8 items-center gap-2">
          <ComposerHint id={`${id}-hint`} {...props} tooLong={tooLong()} />
          <button
            type="submit"
            aria-label={t("send")}
            title={t("sendHint")}
            disabled={!canSend()}
            class="chat-send"
          >
            <ArrowUp size={18} aria-hidden="true" />
          </button>
        </div>
      </div>
    </form>
  );
}

/** One line: what would be sent with the message, or why it cannot be sent now. */
function ComposerHint(props: ComposerProps & { id: string; tooLong: boolean }) {
  const size = () => ({ count: count(props.text.length), max: count(longest) });
  const waiting = () => {
    const kind = props.chat.connection().kind;
    return kind === "waiting" || kind === "connecting";
  };
  return (
    <p id={props.id} class="flex min-w-0 flex-1 items-center gap-1 text-xs text-quiet">
      <Show when={props.tooLong}>
        <span class="text-bad">{t("tooLong", size())}</span>
      </Show>
      <Show when={!props.tooLong && props.text.length > longest * 0.9}>{t("length", size())}</Show>
      <Show when={props.text.length <= longest * 0.9}>
        <Show
          when={!waiting() || props.text === ""}
          fallback={<span class="text-warn">{t("willSendLater")}</span>}
        >
          <Show when={props.openFile()}>
            {(path) => (
              <span class="flex min-w-0 items-center gap-1" title={t("openFile", { path: path() })}>
                <FileText size={12} class="shrink-0" aria-hidden="true" />
                <span class="truncate font-mono">{path()}</span>
              </span>
            )}
          </Show>
          <span class="sr-only">{t("sendHint")}</span>
        </Show>
      </Show>
    </p>
  );
}
