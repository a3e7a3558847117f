import { createSignal, type JSX, Show } from "solid-js";
import { t } from "../../i18n/admin-bulk.ts";
import { Button } from "../../ui/Button.tsx";
import { createAction } from "../../ui/create-action.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { toast } from "../../ui/toast.ts";
import { ConfirmAction } from "../parts/ConfirmAction.tsx";

interface Found {
  readonly matched_count: number;
  readonly job_id: string | null;
}

export interface DormantFormProps<Answer extends Found> {
  days: number;
  note?: string;
  send: (json: {
    inactive_days: number;
    dry_run: boolean;
    expected_count?: number;
  }) => Promise<Answer>;
  foundText: (count: number) => string;
  table: (answer: Answer) => JSX.Element;
  action: (count: number) => string;
  title: (count: number) => string;
  text: (count: number, days: number) => string;
  undo: string;
  onJob: (id: string) => void;
}

/** Looks whom it concerns, shows them, then asks for their number typed. */
export function DormantForm<Answer extends Found>(props: DormantFormProps<Answer>) {
  const [days, setDays] = createSignal(String(props.days));
  const [found, setFound] = createSignal<{ answer: Answer; days: number } | null>(null);
  const [asking, setAsking] = createSignal(false);
  const valid = () => /^\d{1,4}$/.test(days()) && Number(days()) >= 1 && Number(days()) <= 3650;
  const look = createAction(async () => {
    const asked = Number(days());
    setFound(null);
    const answer = await props.send({ inactive_days: asked, dry_run: true });
    setFound({ answer, days: asked });
  });
  const run = async () => {
    const seen = found();
    if (seen === null) return;
    const answer = await props.send({
      inactive_days: seen.days,
      dry_run: false,
      expected_count: seen.answer.matched_count,
    });
    setFound(null);
    toast({ tone: "good", text: t("started") });
    if (answer.job_id !== null) props.onJob(answer.job_id);
  };
  return (
    <div class="flex flex-col gap-3">
      <form
        class="flex flex-wrap items-start gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (valid()) void look.run();
        }}
      >
        <TextField
          class="w-full sm:w-96"
          type="number"
          min="1"
          max="3650"
          label={t("days")}
          hint={t("daysHint")}
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
      </form>
      <Show when={props.note}>{(note) => <p class="text-sm text-quiet">{note()}</p>}</Show>
      <Show when={look.error()}>{(error) => <ErrorState error={error()} small />}</Show>
      <Show when={found()}>
        {(seen) => (
          <>
            <p role="status" class="font-medium">
              {seen().answer.matched_count === 0
                ? t("noneFound")
                : props.foundText(seen().answer.matched_count)}
            </p>
            <Show when={seen().answer.matched_count > 0}>
              {props.table(seen().answer)}
              <div>
                <Button kind="danger" onClick={() => setAsking(true)}>
                  {props.action(seen().answer.matched_count)}
                </Button>
              </div>
            </Show>
            <Show when={asking()}>
              <ConfirmAction
                onClose={() => setAsking(false)}
                title={props.title(seen().answer.matched_count)}
                text={props.text(seen().answer.matched_count, seen().days)}
                undo={props.undo}
                action={props.action(seen().answer.matched_count)}
                typed={String(seen().answer.matched_count)}
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
