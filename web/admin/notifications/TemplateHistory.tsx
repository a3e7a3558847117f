import { createResource, createUniqueId, For, Show } from "solid-js";
import { listTemplateHistory } from "#contract/admin-template";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-templates.ts";
import { Button } from "../../ui/Button.tsx";
import { Loaded } from "../../ui/Loaded.tsx";
import { RelativeTime } from "../parts/values.tsx";

const actions = ["CREATE", "UPDATE", "DELETE"] as const;

const actionName = (action: string): string => {
  const known = actions.find((one) => one === action);
  return known === undefined ? action : t(known);
};

/** What the text was, by whom; any of it can be taken into the form again. */
export function TemplateHistory(props: {
  id: string;
  onTake: (text: { subject: string; body: string }) => void;
}) {
  const id = createUniqueId();
  const [history, { refetch }] = createResource(
    () => props.id,
    (template) => call(listTemplateHistory, { param: { id: template } }),
  );
  return (
    <section aria-labelledby={id} class="flex flex-col gap-2">
      <h3 id={id} class="text-sm font-medium">
        {t("history")}
      </h3>
      <Loaded resource={history} onRetry={() => void refetch()}>
        {(found) => (
          <Show
            when={found().items.length > 0}
            fallback={<p class="text-sm text-quiet">{t("historyEmpty")}</p>}
          >
            <ul class="max-h-52 divide-y divide-line overflow-y-auto rounded-md border border-line">
              <For each={found().items}>
                {(one) => (
                  <li class="flex items-center gap-3 px-3 py-1.5 text-sm">
                    <span class="min-w-0 flex-1">
                      <span class="block truncate">
                        {one.text?.subject ?? actionName(one.action)}
                      </span>
                      <span class="block text-xs text-quiet">
                        {`${actionName(one.action)} · ${one.by ?? t("somebody")} · `}
                        <RelativeTime at={one.at} />
                      </span>
                    </span>
                    <Show when={one.text}>
                      {(text) => (
                        <Button size="small" onClick={() => props.onTake(text())}>
                          {t("take")}
                        </Button>
                      )}
                    </Show>
                  </li>
                )}
              </For>
            </ul>
          </Show>
        )}
      </Loaded>
    </section>
  );
}
