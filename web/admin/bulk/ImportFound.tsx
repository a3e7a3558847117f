import { createSignal, Show } from "solid-js";
import { Button } from "../../ui/Button.tsx";
import { ConfirmAction } from "../parts/ConfirmAction.tsx";
import { lastingOnly } from "../parts/lasting.ts";
import { type PreviewColumn, PreviewTable } from "./PreviewTable.tsx";

/** What a file would bring, row by row, and the question before it does. */
export function ImportFound<Row>(props: {
  found: {
    readonly rows: readonly Row[];
    readonly skipped_count: number;
    /** Null: there is nothing to run. */
    readonly token: string | null;
  };
  columns: readonly PreviewColumn<Row>[];
  words: {
    readonly ready: string;
    readonly skipped: string;
    readonly preview: string;
    readonly action: string;
    readonly title: string;
    readonly text: string;
    readonly undo: string;
    /** Of rows that are not shown. */
    readonly more?: string | undefined;
  };
  onRun: () => Promise<void>;
  /** Not for who is an administrator for a day. */
  lasting?: true;
}) {
  const [asking, setAsking] = createSignal(false);
  return (
    <>
      <p role="status" class="flex flex-wrap gap-x-4">
        <span class="font-medium">{props.words.ready}</span>
        <Show when={props.found.skipped_count > 0}>
          <span class="text-warn">{props.words.skipped}</span>
        </Show>
      </p>
      <PreviewTable
        label={props.words.preview}
        columns={props.columns}
        rows={props.found.rows}
        note={props.words.more}
      />
      <div>
        <Button
          kind="primary"
          disabled={props.found.token === null}
          onClick={() => setAsking(true)}
          {...(props.lasting ? lastingOnly() : {})}
        >
          {props.words.action}
        </Button>
      </div>
      <Show when={asking()}>
        <ConfirmAction
          onClose={() => setAsking(false)}
          title={props.words.title}
          text={props.words.text}
          undo={props.words.undo}
          action={props.words.action}
          stepUp
          onConfirm={props.onRun}
        />
      </Show>
    </>
  );
}
