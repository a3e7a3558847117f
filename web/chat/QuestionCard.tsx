import { createSignal, For, Index, Show } from "solid-js";
import type { Question } from "#contract/chat";
import { t } from "../i18n/chat-tool.ts";
import { Badge } from "../ui/Badge.tsx";
import { Button } from "../ui/Button.tsx";
import { createAnswer, type SendCommand } from "./answer.ts";
import { ApprovalCard } from "./ApprovalCard.tsx";
import { answersOf, isComplete, toggle, type Choice } from "./choices.ts";
import { keepComposing } from "./PermissionCard.tsx";

/** One to four questions, each with options and a free answer. */
export function QuestionCard(props: { id: string; questions: Question[]; send: SendCommand }) {
  const [choices, setChoices] = createSignal<readonly Choice[]>(
    props.questions.map(() => ({ labels: [], other: null })),
  );
  const { busy, answer } = createAnswer(props.send, true);
  const change = (at: number, choice: Choice) => setChoices(choices().with(at, choice));
  return (
    <ApprovalCard id={props.id} title={t("questionTitle")}>
      <form
        class="flex flex-col gap-4 p-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isComplete(choices())) return;
          void answer({
            type: "question.answer",
            tool_id: props.id,
            answers: answersOf(choices()),
          });
        }}
      >
        <Index each={props.questions}>
          {(question, at) => (
            <QuestionField
              name={`${props.id}-${at}`}
              question={question()}
              choice={choices()[at] ?? { labels: [], other: null }}
              onChange={(choice) => change(at, choice)}
            />
          )}
        </Index>
        <div class="chat-answers items-center">
          <Button type="submit" kind="primary" busy={busy()} disabled={!isComplete(choices())}>
            {t("answer")}
          </Button>
          <Show when={!isComplete(choices())}>
            <span class="text-xs text-quiet">{t("answerAll")}</span>
          </Show>
        </div>
      </form>
    </ApprovalCard>
  );
}

interface QuestionFieldProps {
  name: string;
  question: Question;
  choice: Choice;
  onChange(choice: Choice): void;
}

function QuestionField(props: QuestionFieldProps) {
  const type = () => (props.question.multi_select ? "checkbox" : "radio");
  const multi = () => props.question.multi_select;
  return (
    <fieldset class="flex flex-col gap-1">
      <legend class="mb-1 text-sm font-medium">
        <span class="mr-2">
          <Badge tone="info">{props.question.header}</Badge>
        </span>
        {props.question.question}
        <Show when={multi()}>
          <span class="ml-2 font-normal text-quiet">{t("chooseSeveral")}</span>
        </Show>
      </legend>
      <For each={props.question.options}>
        {(option) => (
          <label class="chat-option">
            <input
              type={type()}
              name={props.name}
              checked={props.choice.labels.includes(option.label)}
              onChange={() => props.onChange(toggle(props.choice, option.label, multi()))}
            />
            <span>
              <span class="font-medium">{option.label}</span>
              <Show when={option.description}>
                <span class="block text-quiet">{option.description}</span>
              </Show>
            </span>
          </label>
        )}
      </For>
      <label class="chat-option">
        <input
          type={type()}
          name={props.name}
          checked={props.choice.other !== null}
          onChange={() => props.onChange(toggle(props.choice, null, multi()))}
        />
        <span class="font-medium">{t("other")}</span>
      </label>
      <Show when={props.choice.other !== null}>
        <input
          class="chat-field ml-6"
          aria-label={t("otherText")}
          placeholder={t("otherText")}
          maxLength={2000}
          value={props.choice.other ?? ""}
          onInput={(event) => props.onChange({ ...props.choice, other: event.currentTarget.value })}
          onKeyDown={keepComposing}
        />
      </Show>
    </fieldset>
  );
}
