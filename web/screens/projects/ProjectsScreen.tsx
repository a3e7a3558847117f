import { useNavigate } from "@solidjs/router";
import FolderPlus from "lucide-solid/icons/folder-plus";
import PackageOpen from "lucide-solid/icons/package-open";
import { createResource, createSignal, For, lazy, Show, Suspense } from "solid-js";
import { listProjects, type ProjectInfo } from "#contract/project";
import { foldText } from "#contract/fold-text";
import { call } from "../../client/call.ts";
import { toApiError } from "../../client/error.ts";
import { KeyboardHelp, openHelp } from "../../app/KeyboardHelp.tsx";
import { isGuest } from "../../app/session.ts";
import { useShortcuts } from "../../app/shortcuts.ts";
import { TopBar } from "../../app/TopBar.tsx";
import { isArchive } from "../../files/archive-name.ts";
import { TransferList } from "../../files/TransferList.tsx";
import { t } from "../../i18n/projects.ts";
import { Button } from "../../ui/Button.tsx";
import { DropZone } from "../../ui/DropZone.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { pickFiles } from "../../ui/pick-files.ts";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { toast } from "../../ui/toast.ts";
import { NewProjectDialog } from "./NewProjectDialog.tsx";
import { projectFromArchive } from "./import-project.ts";
import { ProjectRow } from "./ProjectRow.tsx";

const Welcome = lazy(async () => ({
  default: (await import("../../tutorial/Welcome.tsx")).Welcome,
}));

const ProjectBin = lazy(async () => ({
  default: (await import("./ProjectBin.tsx")).ProjectBin,
}));

export function ProjectsScreen() {
  const navigate = useNavigate();
  const [projects, { refetch }] = createResource(async () => {
    const { items } = await call(listProjects);
    // It stands above what says that there is none, and would push that down.
    if (items.length === 0 && !isGuest()) await Welcome.preload().catch(() => undefined);
    return items;
  });
  const [archived, { refetch: readArchived }] = createResource(
    async () => (await call(listProjects, { query: { status: "archived" } })).items,
  );
  const [binned, { refetch: readBin }] = createResource(async () =>
    isGuest() ? [] : (await call(listProjects, { query: { status: "deleted" } })).items,
  );
  const inBin = () => (binned.state === "errored" ? [] : (binned.latest ?? []));
  const putAway = () => (archived.state === "errored" ? [] : (archived.latest ?? []));
  const changed = () => {
    void refetch();
    void readArchived();
    void readBin();
  };
  const [creating, setCreating] = createSignal(false);
  const [filter, setFilter] = createSignal("");
  useShortcuts({ help: openHelp });

  const loaded = (): ProjectInfo[] => (projects.state === "errored" ? [] : (projects.latest ?? []));
  const shown = () =>
    loaded().filter((one) => foldText(one.name).includes(foldText(filter().trim())));

  const open = (project: ProjectInfo) => navigate(`/p/${project.id}`);
  const fromFiles = async (files: File[]) => {
    const archives = files.filter((file) => isArchive(file.name));
    if (files.length > 0 && archives.length === 0) toast({ tone: "warn", text: t("notArchive") });
    const made = await Promise.all(archives.map(projectFromArchive));
    const [first] = made;
    if (made.length === 1 && first != null) open(first);
    else void refetch();
  };
  const choose = async () =>
    fromFiles(await pickFiles({ accept: ".zip,.tgz,.gz", multiple: true }));

  return (
    <DropZone
      class="flex h-full flex-col"
      hint={t("dropHere")}
      disabled={isGuest()}
      onDrop={(dropped) => void fromFiles([...dropped.files])}
    >
      <TopBar />
      <main id="main" class="min-h-0 flex-1 overflow-y-auto">
        <div class="mx-auto max-w-4xl px-4 py-8">
          <div class="mb-5 flex flex-wrap items-center gap-x-2 gap-y-3">
            <h1 class="flex-1 text-xl font-semibold">{t("title")}</h1>
            <Show when={loaded().length > 0 && !isGuest()}>
              <div class="flex flex-wrap gap-2">
                <Button onClick={() => void choose()}>
                  <PackageOpen size={15} aria-hidden="true" />
                  {t("fromArchive")}
                </Button>
                <Button kind="primary" onClick={() => setCreating(true)}>
                  <FolderPlus size={15} aria-hidden="true" />
                  {t("newProject")}
                </Button>
              </div>
            </Show>
          </div>
          <TransferList class="mb-4 rounded-lg border border-line" />
          <Show when={projects.state === "errored"}>
            <ErrorState error={toApiError(projects.error)} onRetry={() => void refetch()} />
          </Show>
          <Show when={projects.state === "pending"}>
            <Skeleton lines={6} />
          </Show>
          <Show when={loaded().length > 8}>
            <TextField
              class="mb-3"
              type="search"
              label={t("filter")}
              placeholder={t("filter")}
              hideLabel
              value={filter()}
              onInput={setFilter}
            />
          </Show>
          <Show when={projects.state === "ready" && loaded().length === 0}>
            <Show when={!isGuest()}>
              <Suspense>
                <Welcome />
              </Suspense>
            </Show>
            <div class="rounded-lg border border-dashed border-edge">
              <EmptyState
                title={t("emptyTitle")}
                text={t("emptyText")}
                icon={<PackageOpen size={32} />}
              >
                <Button kind="primary" onClick={() => setCreating(true)}>
                  {t("newProject")}
                </Button>
                <Button onClick={() => void choose()}>{t("fromArchive")}</Button>
              </EmptyState>
            </div>
          </Show>
          <Show when={loaded().length > 0}>
            <ul
              aria-label={t("title")}
              class="divide-y divide-line overflow-hidden rounded-lg border border-line bg-raised"
            >
              <For each={shown()} fallback={<li class="p-4 text-quiet">{t("noMatch")}</li>}>
                {(project) => <ProjectRow project={project} onChanged={changed} />}
              </For>
            </ul>
          </Show>
          <Show when={putAway().length > 0}>
            <details class="mt-6">
              <summary class="cursor-pointer py-1 text-sm font-medium text-quiet hover:text-ink">
                {t("archivedList")} ({putAway().length})
              </summary>
              <ul
                aria-label={t("archivedList")}
                class="mt-2 divide-y divide-line overflow-hidden rounded-lg border border-line bg-raised"
              >
                <For each={putAway()}>
                  {(project) => <ProjectRow project={project} onChanged={changed} />}
                </For>
              </ul>
            </details>
          </Show>
          <Show when={inBin().length > 0}>
            <Suspense>
              <ProjectBin projects={inBin()} onChanged={changed} />
            </Suspense>
          </Show>
        </div>
      </main>
      <Show when={creating()}>
        <NewProjectDialog onClose={() => setCreating(false)} onDone={open} />
      </Show>
      <KeyboardHelp />
    </DropZone>
  );
}
