import { Match, Switch } from "solid-js";
import { EditableMaster } from "#contract/master";
import { t as page } from "../../i18n/admin.ts";
import { t } from "../../i18n/admin-masters.ts";
import { Tabs } from "../../ui/Tabs.tsx";
import { MasterImport } from "../bulk/MasterImport.tsx";
import { choiceParam, createUrlQuery, withFallback } from "../parts/url-query.ts";
import { MasterList } from "./MasterList.tsx";

const tabs = [...EditableMaster.options, "import"] as const;

/** G-06: what stands where that other product had its masters. */
export function MastersPage() {
  const query = createUrlQuery({ tab: withFallback(choiceParam(tabs), "project_templates") });
  const tab = () => query.values().tab;
  const list = () => EditableMaster.options.find((kind) => kind === tab());
  return (
    <main id="main" class="relative flex h-full min-h-0 flex-col gap-4 overflow-y-auto px-4 py-4">
      <div class="print-only-this">
        <h1 class="text-xl font-semibold">{page("masters")}</h1>
        <p class="text-quiet max-sm:text-sm">{page("masters_text")}</p>
      </div>
      <Tabs
        label={t("tabs")}
        value={tab()}
        items={tabs.map((value) => ({ value, label: t(value) }))}
        onChange={(value) => query.set({ tab: value })}
        panel={(value) => `masters-${value}`}
        class="shrink-0 overflow-x-auto border-b border-line"
      />
      <div role="tabpanel" id={`masters-${tab()}`} aria-label={t(tab())} class="min-h-0 flex-1">
        <Switch>
          <Match when={tab() === "import"}>
            <div class="max-w-5xl">
              <MasterImport />
            </div>
          </Match>
          <Match when={list()} keyed>
            {(kind) => <MasterList kind={kind} />}
          </Match>
        </Switch>
      </div>
    </main>
  );
}
