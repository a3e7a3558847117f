import Mail from "lucide-solid/icons/mail";
import Plus from "lucide-solid/icons/plus";
import { createMemo, createSignal, type JSX, Show } from "solid-js";
import {
  deleteTemplate,
  listTemplates,
  type Template,
  updateTemplate,
} from "#contract/admin-template";
import { foldText } from "#contract/fold-text";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-templates.ts";
import { language } from "../../i18n/language.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import type { Column } from "../parts/column.ts";
import { ConfirmAction } from "../parts/ConfirmAction.tsx";
import { createList } from "../parts/create-list.ts";
import { DataTable } from "../parts/DataTable.tsx";
import { FilterSelect } from "../parts/FilterSelect.tsx";
import { lastingEntry, lastingOnly } from "../parts/lasting.ts";
import { ListPage } from "../parts/ListPage.tsx";
import { SearchField } from "../parts/SearchField.tsx";
import { createTableMemory } from "../parts/table-memory.ts";
import { toastWithUndo } from "../parts/undo-toast.ts";
import { choiceParam, createUrlQuery, textParam } from "../parts/url-query.ts";
import { RelativeTime } from "../parts/values.tsx";
import { ViewOptions } from "../parts/ViewOptions.tsx";
import { TemplateDialog } from "./TemplateDialog.tsx";

/** */
const templateColumns = (): readonly Column<Template>[] => [
  {
    key: "name",
    label: t("name"),
    cell: (one) => <span class="font-medium">{one.name}</span>,
  },
  {
    key: "event",
    label: t("event"),
    notOnCards: true,
    cell: (one) => (
      <Badge tone="info" title={one.event_name}>
        {one.event_type}
      </Badge>
    ),
  },
  { key: "language", label: t("language"), cell: (one) => t(one.language) },
  {
    key: "subject",
    label: t("subject"),
    wraps: true,
    cell: (one) => <span class="line-clamp-1 min-w-48 wrap-anywhere">{one.subject}</span>,
  },
  {
    key: "status",
    label: t("status"),
    cell: (one) => (
      <span class="flex gap-1">
        <Badge tone={one.is_active ? "good" : "quiet"}>
          {one.is_active ? t("active") : t("off")}
        </Badge>
        <Show when={one.is_required}>
          <Badge title={t("requiredHint")}>{t("required")}</Badge>
        </Show>
      </span>
    ),
  },
  {
    key: "source",
    label: t("source"),
    cell: (one) => (
      <Badge tone={one.is_edited ? "accent" : "quiet"}>
        {one.is_edited ? t("edited") : t("own")}
      </Badge>
    ),
  },
  {
    key: "updated",
    label: t("updated"),
    optional: true,
    cell: (one) => <RelativeTime at={one.updated_at} />,
  },
];

const languages = ["ja", "en"] as const;
const sources = ["edited", "own", "off"] as const;

/** Every mail the product sends, as it is sent now (SA-032). */
export function TemplatesTab(props: { tabs: JSX.Element; panel: string }) {
  const query = createUrlQuery({
    q: textParam(),
    language: choiceParam(languages),
    source: choiceParam(sources),
  });
  const memory = createTableMemory("templates");
  const list = createList(
    () => ({ reader: language() }),
    () => call(listTemplates),
  );
  const columns = createMemo(templateColumns);
  const [editing, setEditing] = createSignal<{ readonly from: Template | null }>();
  const [restoring, setRestoring] = createSignal<Template>();
  const shown = createMemo(() => {
    const { q, language: wanted, source } = query.values();
    const text = foldText(q);
    return list
      .value()
      ?.items.filter(
        (one) =>
          (wanted === undefined || one.language === wanted) &&
          (source !== "edited" || one.is_edited) &&
          (source !== "own" || !one.is_edited) &&
          (source !== "off" || !one.is_active) &&
          [one.name, one.event_name, one.event_type, one.subject].some((part) =>
            foldText(part).includes(text),
          ),
      );
  });
  const restore = async ({ id, name, subject, body, is_active }: Template) => {
    await call(deleteTemplate, { param: { id } });
    toastWithUndo(t("restored", { name }), async () => {
      const json = { name, subject, body, is_active };
      await call(updateTemplate, { param: { id }, json, readAt: null });
      await list.reload();
    });
    await list.reload();
  };
  return (
    <>
      <ListPage
        page="notifications"
        top={props.tabs}
        action={
          <Button kind="primary" onClick={() => setEditing({ from: null })} {...lastingOnly()}>
            <Plus size={15} aria-hidden="true" />
            {t("add")}
          </Button>
        }
        search={
          <SearchField
            class="min-w-52 flex-1 md:max-w-72"
            label={t("search")}
            value={query.values().q}
            onSearch={(q, how) => query.set({ q }, how)}
          />
        }
        filters={
          <>
            <FilterSelect
              label={t("language")}
              value={query.values().language}
              options={languages.map((value) => ({ value, label: t(value) }))}
              onChange={(wanted) => query.set({ language: wanted })}
            />
            <FilterSelect
              label={t("source")}
              value={query.values().source}
              options={sources.map((value) => ({ value, label: t(value) }))}
              onChange={(source) => query.set({ source })}
            />
          </>
        }
        view={<ViewOptions columns={columns()} memory={memory} />}
      >
        <div id={props.panel} role="tabpanel" aria-label={t("list")} class="h-full">
          <DataTable
            label={t("list")}
            columns={columns()}
            memory={memory}
            rows={shown()}
            loading={list.loading()}
            error={list.error()}
            onRetry={() => void list.reload()}
            nameOf={(one) => `${one.name} (${t(one.language)})`}
            actions={(one) => [
              { label: t("edit"), run: () => setEditing({ from: one }) },
              ...(one.is_edited
                ? [
                    null,
                    lastingEntry({
                      label: t("restore"),
                      danger: true,
                      run: () => setRestoring(one),
                    }),
                  ]
                : []),
            ]}
            empty={<EmptyState title={t("emptyTitle")} icon={<Mail size={28} />} />}
          />
        </div>
      </ListPage>
      <Show when={editing()} keyed>
        {({ from }) => (
          <TemplateDialog
            from={from}
            all={list.value()?.items ?? []}
            onClose={() => setEditing(undefined)}
            onDone={list.reload}
          />
        )}
      </Show>
      <Show when={restoring()} keyed>
        {(one) => (
          <ConfirmAction
            onClose={() => setRestoring(undefined)}
            title={t("restoreTitle", { name: one.name })}
            text={t("restoreText")}
            undo={t("restoreUndo")}
            action={t("restore")}
            danger
            onConfirm={() => restore(one)}
          />
        )}
      </Show>
    </>
  );
}
