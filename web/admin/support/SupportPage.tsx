import { type Component, For, Show } from "solid-js";
import { isAlone } from "../../app/session.ts";
import { t as page } from "../../i18n/admin.ts";
import { t } from "../../i18n/admin-support.ts";
import { Tabs } from "../../ui/Tabs.tsx";
import { choiceParam, createUrlQuery, withFallback } from "../parts/url-query.ts";
import { DebugTab } from "./DebugTab.tsx";
import { HealthTab } from "./HealthTab.tsx";
import { ImpersonationTab } from "./ImpersonationTab.tsx";

type Tool = "impersonation" | "debug" | "health";

const tools: readonly { readonly value: Tool; readonly panel: Component }[] = [
  { value: "impersonation", panel: ImpersonationTab },
  { value: "debug", panel: DebugTab },
  { value: "health", panel: HealthTab },
];

/** Where nobody else is, there is nobody to stand in for. */
const offered = () => (isAlone() ? tools.filter((one) => one.value !== "impersonation") : tools);

/** SA-041…043: in somebody's place, closer looks, and what works. The tool stands in the address. */
export function SupportPage() {
  const query = createUrlQuery({
    tab: withFallback(choiceParam(offered().map((tool) => tool.value)), "health"),
  });
  return (
    <main id="main" class="relative h-full overflow-y-auto">
      <div class="@container flex max-w-6xl flex-col gap-4 px-4 py-4">
        <div>
          <h1 class="text-xl font-semibold">{page("support")}</h1>
          <p class="text-quiet max-sm:text-sm">{page("support_text")}</p>
        </div>
        <Tabs
          label={t("tabs")}
          value={query.values().tab}
          items={offered().map(({ value }) => ({ value, label: t(value) }))}
          onChange={(tab) => query.set({ tab })}
          panel={(value) => `support-${value}`}
          class="overflow-x-auto border-b border-line"
        />
        <For each={tools}>
          {(tool) => (
            <Show when={query.values().tab === tool.value}>
              <div
                role="tabpanel"
                id={`support-${tool.value}`}
                aria-label={t(tool.value)}
                class="flex flex-col gap-4"
              >
                <tool.panel />
              </div>
            </Show>
          )}
        </For>
      </div>
    </main>
  );
}
