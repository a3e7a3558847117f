import { createMemo, For, Show } from "solid-js";
import { t } from "../../i18n/admin-audit.ts";
import { JsonText } from "../logs/LogBlock.tsx";
import { diffFields, type FieldDiff } from "./json-diff.ts";

type Values = Readonly<Record<string, unknown>>;

/** Old and new value of a record, field by field; as JSON for who wants it whole. */
export function JsonDiff(props: { before: Values | null; after: Values | null }) {
  const fields = createMemo(() => diffFields(props.before, props.after));
  const changed = () => fields().filter((one) => one.kind !== "same");
  const same = () => fields().filter((one) => one.kind === "same");
  return (
    <Show when={fields().length > 0} fallback={<p class="text-sm text-quiet">{t("noChanges")}</p>}>
      <div class="overflow-hidden rounded-md border border-line text-sm">
        <For each={changed()}>{(field) => <Field field={field} />}</For>
        <Show when={same().length > 0}>
          <details class="border-t border-line first:border-t-0">
            <summary class="cursor-pointer px-3 py-1.5 text-quiet hover:text-ink">
              {t("unchanged", { count: same().length })}
            </summary>
            <For each={same()}>{(field) => <Field field={field} />}</For>
          </details>
        </Show>
      </div>
      <details class="text-sm">
        <summary class="w-fit cursor-pointer rounded-sm text-quiet hover:text-ink">
          {t("raw")}
        </summary>
        <div class="mt-2 grid gap-2 sm:grid-cols-2">
          <JsonText value={props.before} label={t("before")} />
          <JsonText value={props.after} label={t("after")} />
        </div>
      </details>
    </Show>
  );
}

function Field(props: { field: FieldDiff }) {
  const isSame = () => props.field.kind === "same";
  return (
    <div class="border-t border-line first:border-t-0">
      <p class="flex items-center gap-2 bg-sunken px-3 py-1 font-mono text-xs">
        <span class="wrap-anywhere">{props.field.path}</span>
        <Show when={props.field.kind === "added" || props.field.kind === "removed"}>
          <span class="text-quiet">({t(props.field.kind === "added" ? "added" : "removed")})</span>
        </Show>
      </p>
      <Show when={!isSame()} fallback={<Value text={props.field.after} />}>
        <Show when={props.field.before !== null}>
          <Value text={props.field.before} sign="−" label={t("before")} />
        </Show>
        <Show when={props.field.after !== null}>
          <Value text={props.field.after} sign="+" label={t("after")} />
        </Show>
      </Show>
    </div>
  );
}

function Value(props: { text: string | null; sign?: "−" | "+"; label?: string }) {
  return (
    <div
      class="flex gap-2 px-3 py-1 font-mono text-xs"
      classList={{ "bg-bad-soft": props.sign === "−", "bg-good-soft": props.sign === "+" }}
    >
      <Show when={props.sign}>
        <span
          aria-hidden="true"
          classList={{ "text-bad": props.sign === "−", "text-good": props.sign === "+" }}
        >
          {props.sign}
        </span>
        <span class="sr-only">{props.label}:</span>
      </Show>
      <span class="min-w-0 whitespace-pre-wrap wrap-anywhere">{props.text}</span>
    </div>
  );
}
