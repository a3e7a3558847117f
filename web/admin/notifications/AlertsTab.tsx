import { useLocation, useNavigate } from "@solidjs/router";
import BellRing from "lucide-solid/icons/bell-ring";
import Plus from "lucide-solid/icons/plus";
import Send from "lucide-solid/icons/send";
import { createMemo, createSignal, type JSX, Show } from "solid-js";
import {
  type Alert,
  AlertState,
  deleteAlert,
  listAlerts,
  silenceAlert,
  testAlert,
  updateAlert,
} from "#contract/admin-alert";
import { isHeard } from "#contract/alert-destinations";
import { foldText } from "#contract/fold-text";
import { call } from "../../client/call.ts";
import { toApiError } from "../../client/error.ts";
import { t } from "../../i18n/admin-alerts.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import type { MenuEntry } from "../../ui/menu-item.ts";
import { toast } from "../../ui/toast.ts";
import { noteFiring } from "../firing-alerts.ts";
import { ConfirmAction } from "../parts/ConfirmAction.tsx";
import { createList } from "../parts/create-list.ts";
import { DataTable } from "../parts/DataTable.tsx";
import { FilterSelect } from "../parts/FilterSelect.tsx";
import { lastingEntry, lastingOnly } from "../parts/lasting.ts";
import { ListPage } from "../parts/ListPage.tsx";
import { SearchField } from "../parts/SearchField.tsx";
import { createTableMemory } from "../parts/table-memory.ts";
import { choiceParam, createUrlQuery, textParam } from "../parts/url-query.ts";
import { ViewOptions } from "../parts/ViewOptions.tsx";
import { AlertDialog } from "./AlertDialog.tsx";
import { AlertPanel } from "./AlertPanel.tsx";
import { alertColumns } from "./alert-columns.tsx";
import { isSilenced } from "./alert-words.ts";
import { unreachedNames } from "./Destinations.tsx";
import { ChannelsDialog } from "./ChannelsDialog.tsx";

const silences = [
  [60, "silence1"],
  [480, "silence8"],
  [1440, "silence24"],
  [10_080, "silence168"],
] as const;

/** What is watched, and how it stands (SA-031). */
export function AlertsTab(props: { tabs: JSX.Element; panel: string; id: string | undefined }) {
  const navigate = useNavigate();
  const location = useLocation();
  const query = createUrlQuery({ q: textParam(), state: choiceParam(AlertState.options) });
  const memory = createTableMemory("alerts");
  const list = createList(
    () => ({ state: query.values().state }),
    async ({ state }) => {
      const found = await call(listAlerts, { query: state === undefined ? {} : { state } });
      noteFiring(found.firing);
      return found;
    },
  );
  const [version, setVersion] = createSignal(0);
  const changed = async () => {
    setVersion(version() + 1);
    await list.reload();
  };
  const [editing, setEditing] = createSignal<{ readonly from: Alert | null }>();
  const [deleting, setDeleting] = createSignal<Alert>();
  const [managing, setManaging] = createSignal(false);

  const attempt = (work: () => Promise<unknown>) =>
    void work()
      .catch((error: unknown) => toast({ tone: "bad", text: toApiError(error).message }))
      .finally(() => void changed());
  const turn = (alert: Alert, on: boolean) =>
    attempt(() =>
      call(updateAlert, {
        param: { id: alert.id },
        json: { is_enabled: on },
        readAt: alert.updated_at,
      }),
    );
  const silence = ({ id }: Alert, minutes: number) =>
    attempt(() => call(silenceAlert, { param: { id }, json: { minutes } }));
  const test = ({ id }: Alert) =>
    attempt(async () => {
      const { deliveries, destinations } = await call(testAlert, { param: { id } });
      const names = unreachedNames(destinations);
      if (!isHeard(destinations)) {
        const text = names === "" ? t("testedNone") : t("testedNobody", { names });
        return toast({ tone: "warn", text });
      }
      if (names !== "") return toast({ tone: "warn", text: t("testedNot", { names }) });
      const all = deliveries.every((one) => one.status === "sent");
      return toast({ tone: all ? "good" : "warn", text: all ? t("testedAll") : t("testedSome") });
    });
  const remove = async ({ id, name }: Alert) => {
    await call(deleteAlert, { param: { id } });
    toast({ tone: "good", text: t("deleted", { name }) });
    if (props.id === id) close();
    await list.reload();
  };

  const address = (id?: string) =>
    `/admin/notifications${id === undefined ? "" : `/${id}`}${location.search || "?tab=alerts"}`;
  const close = () => navigate(address());
  const actions = (alert: Alert): MenuEntry[] => [
    lastingEntry({ label: t("edit"), run: () => setEditing({ from: alert }) }),
    { label: t("test"), run: () => test(alert) },
    null,
    ...(isSilenced(alert)
      ? [lastingEntry({ label: t("unsilence"), run: () => silence(alert, 0) })]
      : silences.map(([minutes, name]) =>
          lastingEntry({
            label: `${t("silence")}: ${t(name)}`,
            run: () => silence(alert, minutes),
          }),
        )),
    null,
    lastingEntry({ label: t("delete"), danger: true, run: () => setDeleting(alert) }),
  ];
  const columns = createMemo(() => alertColumns(turn));
  const shown = createMemo(() => {
    const text = foldText(query.values().q);
    return list.value()?.items.filter((alert) => foldText(alert.name).includes(text));
  });
  return (
    <>
      <ListPage
        page="notifications"
        top={props.tabs}
        panel={
          <Show when={props.id}>
            {(id) => <AlertPanel id={id()} version={version()} actions={actions} onClose={close} />}
          </Show>
        }
        action={
          <div class="flex flex-wrap gap-2">
            <Button onClick={() => setManaging(true)}>
              <Send size={15} aria-hidden="true" />
              {t("manage")}
            </Button>
            <Button kind="primary" onClick={() => setEditing({ from: null })} {...lastingOnly()}>
              <Plus size={15} aria-hidden="true" />
              {t("add")}
            </Button>
          </div>
        }
        search={
          <SearchField
            class="min-w-52 flex-1 md:max-w-64"
            label={t("search")}
            value={query.values().q}
            onSearch={(q, how) => query.set({ q }, how)}
          />
        }
        filters={
          <FilterSelect
            label={t("state")}
            value={query.values().state}
            options={AlertState.options.map((value) => ({ value, label: t(value) }))}
            onChange={(state) => query.set({ state })}
          />
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
            nameOf={(alert) => alert.name}
            href={(alert) => address(alert.id)}
            onOpen={(alert) => navigate(address(alert.id))}
            current={props.id}
            actions={actions}
            empty={
              <EmptyState
                title={t("emptyTitle")}
                text={t("emptyText")}
                icon={<BellRing size={28} />}
              />
            }
          />
        </div>
      </ListPage>
      <Show when={editing()} keyed>
        {({ from }) => (
          <AlertDialog from={from} onClose={() => setEditing(undefined)} onDone={changed} />
        )}
      </Show>
      <Show when={managing()}>
        <ChannelsDialog onClose={() => setManaging(false)} onChanged={changed} />
      </Show>
      <Show when={deleting()} keyed>
        {(alert) => (
          <ConfirmAction
            onClose={() => setDeleting(undefined)}
            title={t("deleteTitle", { name: alert.name })}
            text={t("deleteText")}
            undo={t("deleteUndo")}
            action={t("delete")}
            danger
            onConfirm={() => remove(alert)}
          />
        )}
      </Show>
    </>
  );
}
