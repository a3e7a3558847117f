import { For } from "solid-js";
import type { ActivityField, AuditField } from "#contract/log-query";
import { t } from "../../i18n/admin-logs.ts";
import { fieldMeaning } from "../../i18n/log-fields.ts";

export type LogField = ActivityField | AuditField;

/** How a query is written, and what each field of it means. */
export function QueryHelp(props: { fields: readonly LogField[] }) {
  return (
    <details class="text-sm text-quiet">
      <summary class="w-fit cursor-pointer rounded-sm hover:text-ink">{t("help")}</summary>
      <p class="mt-1 max-w-prose">{t("helpText")}</p>
      <div
        role="region"
        aria-label={t("helpFields")}
        tabIndex={0}
        class="mt-2 max-h-64 overflow-y-auto rounded-sm"
      >
        <dl class="grid grid-cols-[max-content_1fr] gap-x-3 gap-y-0.5">
          <For each={props.fields}>
            {(field) => (
              <>
                <dt>
                  <code>{field}:</code>
                </dt>
                <dd>{fieldMeaning(field)}</dd>
              </>
            )}
          </For>
        </dl>
      </div>
    </details>
  );
}
