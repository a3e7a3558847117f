import { type JSX, Show } from "solid-js";
import { t } from "../../i18n/admin-parts.ts";
import { Button } from "../../ui/Button.tsx";
import { elsewhere, type Selection } from "./selection.ts";

/** How many rows are ticked, and where; the actions on all of them, as many as one may take. */
export function SelectionBar(props: {
  selection: Selection;
  most: number;
  children: (tooMany: () => string | undefined) => JSX.Element;
}) {
  const count = () => props.selection.ids().length;
  const tooMany = () =>
    count() > props.most ? t("tooManyTicked", { most: props.most }) : undefined;
  const text = () =>
    [
      t("ticked", { count: count() }),
      elsewhere(props.selection) > 0
        ? t("tickedElsewhere", { count: elsewhere(props.selection) })
        : "",
    ].join("");
  return (
    <Show when={count() > 0}>
      <div class="flex flex-wrap items-center justify-end gap-x-3 gap-y-1">
        <span class="text-sm text-quiet" role="status">
          {text()}
          <Show when={tooMany()}>
            {(fault) => <span class="block text-right text-bad">{fault()}</span>}
          </Show>
        </span>
        <Button kind="quiet" onClick={() => props.selection.clear()}>
          {t("untick")}
        </Button>
        {props.children(tooMany)}
      </div>
    </Show>
  );
}
