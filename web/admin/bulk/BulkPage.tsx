import Archive from "lucide-solid/icons/archive";
import FileDown from "lucide-solid/icons/file-down";
import FileUp from "lucide-solid/icons/file-up";
import UserX from "lucide-solid/icons/user-x";
import { type Component, createSignal, For, Match, Show, Switch } from "solid-js";
import { isAlone } from "../../app/session.ts";
import { t as page } from "../../i18n/admin.ts";
import { t } from "../../i18n/admin-bulk.ts";
import { JobProgress } from "../parts/JobProgress.tsx";
import { choiceParam, createUrlQuery, textParam, withFallback } from "../parts/url-query.ts";
import { DormantPeople } from "./DormantPeople.tsx";
import { DormantProjects } from "./DormantProjects.tsx";
import { ExportPeople } from "./ExportPeople.tsx";
import { ImportPeople } from "./ImportPeople.tsx";
import { RecentJobs } from "./RecentJobs.tsx";
import { TakeBack } from "./TakeBack.tsx";

const operations = ["import", "export", "deactivate", "archive"] as const;
type Operation = (typeof operations)[number];
/** What there is to do without other people. */
const forOne: readonly Operation[] = ["archive"];

const icons: Record<
  Operation,
  Component<{ size: number; class: string; "aria-hidden": "true" }>
> = {
  import: FileUp,
  export: FileDown,
  deactivate: UserX,
  archive: Archive,
};

/** A-200, SA-027…030: four cards, the form of one, and what runs. */
export function BulkPage() {
  const offered = isAlone() ? forOne : operations;
  const query = createUrlQuery({
    op: withFallback(choiceParam(offered), offered[0] ?? "archive"),
    job: textParam(36),
  });
  const [ended, setEnded] = createSignal(0);
  const show = (job: string) => query.set({ job });
  return (
    <main id="main" class="relative h-full overflow-y-auto px-4 py-4">
      <div class="flex max-w-5xl flex-col gap-5">
        <div>
          <h1 class="text-xl font-semibold">{page("bulk")}</h1>
          <p class="text-quiet max-sm:text-sm">{page("bulk_text")}</p>
        </div>
        <div role="group" aria-label={t("cards")} class="grid grid-cols-2 gap-2 lg:grid-cols-4">
          <For each={offered}>
            {(name) => (
              <Card
                name={name}
                on={query.values().op === name}
                onPress={() => query.set({ op: name })}
              />
            )}
          </For>
        </div>
        <section aria-label={t(query.values().op)}>
          <Switch>
            <Match when={query.values().op === "import"}>
              <ImportPeople onJob={show} />
            </Match>
            <Match when={query.values().op === "export"}>
              <ExportPeople />
            </Match>
            <Match when={query.values().op === "deactivate"}>
              <DormantPeople onJob={show} />
            </Match>
            <Match when={query.values().op === "archive"}>
              <DormantProjects onJob={show} />
            </Match>
          </Switch>
        </section>
        <Show when={query.values().job !== ""}>
          <JobProgress
            id={query.values().job}
            onEnd={() => setEnded(ended() + 1)}
            after={(job) => <TakeBack job={job} onJob={show} />}
          />
        </Show>
        <RecentJobs of={`${query.values().job} ${ended()}`} onShow={show} />
      </div>
    </main>
  );
}

function Card(props: { name: Operation; on: boolean; onPress: () => void }) {
  const Icon = icons[props.name];
  return (
    <button
      type="button"
      aria-pressed={props.on}
      class="flex min-w-0 flex-col items-start gap-1 rounded-lg border p-3 text-left"
      classList={{
        "border-accent bg-accent-soft": props.on,
        "border-line bg-raised hover:bg-sunken": !props.on,
      }}
      onClick={() => props.onPress()}
    >
      <span class="flex items-center gap-2 font-medium" classList={{ "text-accent": props.on }}>
        <Icon size={16} class="shrink-0" aria-hidden="true" />
        {t(props.name)}
      </span>
      <span class="text-sm text-quiet">{t(`${props.name}_text`)}</span>
    </button>
  );
}
