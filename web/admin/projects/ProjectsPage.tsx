import { useLocation, useNavigate } from "@solidjs/router";
import Archive from "lucide-solid/icons/archive";
import { createMemo, createSignal, Show } from "solid-js";
import {
  bulkArchiveProjects,
  listAllProjects,
  listInactiveProjects,
  mostArchived,
  type ProjectSummary,
} from "#contract/admin-project";
import { isAlone } from "../../app/session.ts";
import { call } from "../../client/call.ts";
import { t as parts } from "../../i18n/admin-parts.ts";
import { t } from "../../i18n/admin-projects.ts";
import { Button } from "../../ui/Button.tsx";
import type { MenuEntry } from "../../ui/menu-item.ts";
import { toast } from "../../ui/toast.ts";
import { type AskedContent, OpenContentDialog } from "../content/OpenContentDialog.tsx";
import { isThere, type PageProps } from "../page.ts";
import { ConfirmAction } from "../parts/ConfirmAction.tsx";
import { createList, keepWithinPages } from "../parts/create-list.ts";
import { DataTable } from "../parts/DataTable.tsx";
import { isLastingOnes, lastingEntry } from "../parts/lasting.ts";
import { ListPage } from "../parts/ListPage.tsx";
import { NothingFound } from "../parts/NothingFound.tsx";
import { ListPager } from "../parts/ListPager.tsx";
import { SearchField } from "../parts/SearchField.tsx";
import { createSelection, elsewhere } from "../parts/selection.ts";
import { SelectionBar } from "../parts/SelectionBar.tsx";
import { createTableMemory } from "../parts/table-memory.ts";
import { createUrlQuery } from "../parts/url-query.ts";
import { ViewOptions } from "../parts/ViewOptions.tsx";
import { projectColumns } from "./columns.tsx";
import { actionsFor } from "./project-actions.ts";
import { type AskedProject, ProjectActionDialog } from "./ProjectActionDialog.tsx";
import { ProjectFilters } from "./ProjectFilters.tsx";
import { ProjectPanel } from "./ProjectPanel.tsx";
import { ProjectStats } from "./ProjectStats.tsx";
import { noFilters, projectsQuery, toEndpoint } from "./query.ts";

const everything = () => ({});

/** Everybody's projects (SA-007 to SA-011), one project's details beside the list. */
export function ProjectsPage(props: PageProps) {
  const navigate = useNavigate();
  const location = useLocation();
  const query = createUrlQuery(projectsQuery);
  const memory = createTableMemory("projects");
  const projects = createList(query.values, (now) =>
    call(listAllProjects, { query: toEndpoint(now) }),
  );
  const inactive = createList(everything, () =>
    call(listInactiveProjects, { query: { inactive_days: "30", limit: "1" } }),
  );
  keepWithinPages(projects, (page) => query.set({ page }, { replace: true }));
  const rows = () => projects.value()?.items;
  const selection = createSelection(() => rows() ?? []);
  const columns = createMemo(() =>
    projectColumns(() => projects.value()?.statistics.total_storage_bytes ?? 0),
  );
  const figures = () => {
    const now = projects.value()?.statistics;
    return now === undefined ? undefined : { ...now, inactive_projects: inactive.value()?.total };
  };
  const [version, setVersion] = createSignal(0);
  const [asked, setAsked] = createSignal<AskedProject | null>(null);
  const [bulk, setBulk] = createSignal(false);
  const [reading, setReading] = createSignal<AskedContent | null>(null);

  const addressOf = (id?: string) =>
    `/admin/projects${id === undefined ? "" : `/${id}`}${location.search}`;
  const go = (id?: string) => navigate(addressOf(id), { scroll: false });
  const changed = async () => {
    setVersion(version() + 1);
    await Promise.all([projects.reload(), inactive.reload()]);
  };
  const read = (project: { id: string; name: string; owner: { name: string } }) =>
    setReading({ type: "PROJECT", id: project.id, name: project.name, owner: project.owner.name });
  const entries = (project: ProjectSummary): MenuEntry[] => [
    { label: t("open"), run: () => go(project.id) },
    { label: t("ofOwner"), run: () => query.set({ ...noFilters, owner_id: project.owner.id }) },
    ...(isThere("content", isAlone())
      ? [lastingEntry({ label: `${t("read")}…`, run: () => read(project) })]
      : []),
    null,
    ...actionsFor(project).map((action) => {
      const run = () => setAsked({ action, project });
      const entry = { label: t(action), danger: action === "delete", run };
      return isLastingOnes(project.owner) ? lastingEntry(entry) : entry;
    }),
  ];
  const archiveAll = async (reason: string | undefined) => {
    const json = { project_ids: [...selection.ids()], ...(reason === undefined ? {} : { reason }) };
    const { archived_count, skipped } = await call(bulkArchiveProjects, { json });
    toast({ tone: "good", text: t("bulk_done", { count: archived_count }) });
    if (skipped.length > 0) {
      toast({ tone: "warn", text: t("bulk_skipped", { count: skipped.length }) });
    }
    selection.clear();
    await changed();
  };

  return (
    <>
      <ListPage
        page="projects"
        panel={
          <Show when={props.id}>
            {(id) => (
              <ProjectPanel id={id()} version={version()} onClose={() => go()} onRead={read} />
            )}
          </Show>
        }
        action={
          <SelectionBar selection={selection} most={mostArchived}>
            {(tooMany) => (
              <Button
                disabled={tooMany() !== undefined}
                title={tooMany()}
                onClick={() => setBulk(true)}
              >
                <Archive size={15} aria-hidden="true" />
                {t("bulkArchive")}
              </Button>
            )}
          </SelectionBar>
        }
        top={<ProjectStats figures={figures()} query={query} />}
        search={
          <SearchField
            class="min-w-52 flex-1 md:max-w-64"
            label={t("search")}
            value={query.values().search}
            onSearch={(search, how) => query.set({ search }, how)}
          />
        }
        filtersBelow
        filters={<ProjectFilters query={query} columns={columns()} />}
        view={<ViewOptions columns={columns()} memory={memory} />}
        footer={<ListPager list={projects.value()} query={query} />}
      >
        <DataTable
          label={t("list")}
          columns={columns()}
          memory={memory}
          rows={rows()}
          loading={projects.loading()}
          error={projects.error()}
          onRetry={() => void projects.reload()}
          sorting={{ by: query.values().sort_by, order: query.values().sort_order }}
          onSort={({ by, order }) => query.set({ sort_by: by, sort_order: order })}
          nameOf={(project) => project.name}
          href={(project) => addressOf(project.id)}
          onOpen={(project) => go(project.id)}
          current={props.id}
          actions={entries}
          selection={selection}
          empty={<NothingFound onClear={() => query.set(noFilters)} />}
        />
      </ListPage>
      <Show when={asked()} keyed>
        {(one) => (
          <ProjectActionDialog asked={one} onClose={() => setAsked(null)} onDone={changed} />
        )}
      </Show>
      <Show when={bulk()}>
        <ConfirmAction
          onClose={() => setBulk(false)}
          title={t("bulk_title", { count: selection.ids().length })}
          text={[
            t("bulk_text"),
            elsewhere(selection) > 0 ? parts("elsewhere", { count: elsewhere(selection) }) : "",
          ].join(" ")}
          undo={t("archive_undo")}
          action={t("archive")}
          reason="optional"
          onConfirm={archiveAll}
        />
      </Show>
      <Show when={reading()} keyed>
        {(one) => <OpenContentDialog asked={one} onClose={() => setReading(null)} />}
      </Show>
    </>
  );
}
