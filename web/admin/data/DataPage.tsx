import { Match, Show, Switch } from "solid-js";
import { t as page } from "../../i18n/admin.ts";
import { t } from "../../i18n/admin-data.ts";
import { Tabs } from "../../ui/Tabs.tsx";
import { MasterImport } from "../bulk/MasterImport.tsx";
import { JobProgress } from "../parts/JobProgress.tsx";
import { choiceParam, createUrlQuery, textParam, withFallback } from "../parts/url-query.ts";
import { CleanupTab } from "./CleanupTab.tsx";
import { OrphansTab } from "./OrphansTab.tsx";
import { PolicyTab } from "./PolicyTab.tsx";

const tabs = ["cleanup", "orphans", "policy", "import"] as const;

/** what is old, what belongs to nothing, and how long things are kept. */
export function DataPage() {
  const query = createUrlQuery({
    tab: withFallback(choiceParam(tabs), "cleanup"),
    job: textParam(36),
  });
  const show = (job: string) => query.set({ job });
  return (
    <main id="main" class="relative h-full overflow-y-auto px-4 py-4">
      <div class="flex max-w-5xl flex-col gap-4">
        <div>
          <h1 class="text-xl font-semibold">{page("data")}</h1>
          <p class="text-quiet max-sm:text-sm">{page("data_text")}</p>
        </div>
        <Tabs
          label={t("tabs")}
          value={query.values().tab}
          items={tabs.map((value) => ({ value, label: t(value) }))}
          onChange={(tab) => query.set({ tab, job: "" })}
          panel={() => "data-panel"}
          class="overflow-x-auto border-b border-line"
        />
        <Show when={query.values().job !== ""}>
          <JobProgress id={query.values().job} />
        </Show>
        <div id="data-panel" role="tabpanel" aria-label={t(query.values().tab)}>
          <Switch>
            <Match when={query.values().tab === "cleanup"}>
              <CleanupTab onJob={show} />
            </Match>
            <Match when={query.values().tab === "orphans"}>
              <OrphansTab onJob={show} />
            </Match>
            <Match when={query.values().tab === "policy"}>
              <PolicyTab />
            </Match>
            <Match when={query.values().tab === "import"}>
              <MasterImport />
            </Match>
          </Switch>
        </div>
      </div>
    </main>
  );
}
