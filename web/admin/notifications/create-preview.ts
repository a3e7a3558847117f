import { createEffect, createSignal, on, onCleanup } from "solid-js";
import { previewTemplate } from "#contract/admin-template";
import type { JsonInput, OutputOf } from "#contract/endpoint";
import { call } from "../../client/call.ts";

export type TemplatePreviewed = OutputOf<typeof previewTemplate>;

const pause = 300;

/** The mail with sample values as the server would send it, a moment after the last key. */
export function createPreview(mail: () => JsonInput<typeof previewTemplate>) {
  const [value, setValue] = createSignal<TemplatePreviewed>();
  createEffect(
    on(
      () => JSON.stringify(mail()),
      (_now, before) => {
        const abort = new AbortController();
        const ask = () =>
          call(previewTemplate, { json: mail(), signal: abort.signal }).then(
            (answer) => setValue(answer),
            // What is shown stays until an answer comes.
            () => undefined,
          );
        const timer = setTimeout(() => void ask(), before === undefined ? 0 : pause);
        onCleanup(() => {
          clearTimeout(timer);
          abort.abort();
        });
      },
    ),
  );
  return {
    value,
    /** Whether nothing is wrong, as far as is known. */
    isRight: () => (value()?.unknown.length ?? 0) === 0 && value()?.open_brace !== true,
  };
}
