import { useNavigate } from "@solidjs/router";
import ClipboardCheck from "lucide-solid/icons/clipboard-check";
import { createEffect, createMemo, createSignal, For, Show } from "solid-js";
import { AccessRequest, listRequests } from "#contract/access-request";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-requests.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { createList, keepWithinPages } from "../parts/create-list.ts";
import { DataTable } from "../parts/DataTable.tsx";
import { FilterSelect } from "../parts/FilterSelect.tsx";
import { ListPage } from "../parts/ListPage.tsx";
import { ListPager } from "../parts/ListPager.tsx";
import { createTableMemory } from "../parts/table-memory.ts";
import { createUrlQuery } from "../parts/url-query.ts";
import { ViewOptions } from "../parts/ViewOptions.tsx";
import { notePending } from "../pending-requests.ts";
import { requestColumns } from "./columns.tsx";
import { DecideDialog, type Decision } from "./DecideDialog.tsx";
import { requestsQuery, toEndpoint } from "./query.ts";
import { WaitingRequest } from "./WaitingRequest.tsx";

const statuses = AccessRequest.entries.status.options;

/** What waits comes first, each to be decided where it stands; below, what was decided. */
export function RequestsPage() {
  const navigate = useNavigate();
  const query = createUrlQuery(requestsQuery);
  const memory = createTableMemory("requests");
  const requests = createList(query.values, (now) =>
    call(listRequests, { query: toEndpoint(now) }),
  );
  keepWithinPages(requests, (page) => query.set({ page }, { replace: true }));
  const columns = createMemo(requestColumns);
  const [decision, setDecision] = createSignal<Decision | null>(null);
  createEffect(() => {
    const list = requests.value();
    if (list !== undefined) notePending(list.pending);
  });
  const items = (): readonly AccessRequest[] => requests.value()?.items ?? [];
  const waiting = createMemo(() => items().filter((one) => one.status === "pending"));
  const decided = createMemo(() => items().filter((one) => one.status !== "pending"));
  const rows = () => (requests.value() === undefined ? undefined : decided());
  const userOf = (request: AccessRequest) => `/admin/users/${request.user.id}?tab=requests`;

  return (
    <>
      <ListPage
        page="requests"
        top={
          <Show when={waiting().length > 0}>
            <ul aria-label={t("status_pending")} class="flex flex-col gap-2">
              <For each={waiting()}>
                {(request) => (
                  <WaitingRequest
                    request={request}
                    onApprove={() => setDecision({ request, approve: true })}
                    onReject={() => setDecision({ request, approve: false })}
                  />
                )}
              </For>
            </ul>
          </Show>
        }
        filters={
          <>
            <FilterSelect
              label={t("kind")}
              value={query.values().kind}
              options={(["elevation", "budget"] as const).map((value) => ({
                value,
                label: t(`kindShort_${value}`),
              }))}
              onChange={(kind) => query.set({ kind })}
            />
            <FilterSelect
              label={t("status")}
              value={query.values().status}
              options={statuses.map((value) => ({ value, label: t(`status_${value}`) }))}
              onChange={(status) => query.set({ status })}
            />
          </>
        }
        view={<ViewOptions columns={columns()} memory={memory} />}
        footer={<ListPager list={requests.value()} query={query} />}
      >
        <DataTable
          label={t("list")}
          columns={columns()}
          memory={memory}
          rows={rows()}
          loading={requests.loading()}
          error={requests.error()}
          onRetry={() => void requests.reload()}
          nameOf={(request) => request.user.name}
          href={userOf}
          onOpen={(request) => navigate(userOf(request))}
          empty={
            <Show
              when={waiting().length === 0}
              fallback={<NoneDecided isAll={(requests.value()?.total_pages ?? 0) <= 1} />}
            >
              <EmptyState
                title={t("emptyTitle")}
                text={t("emptyText")}
                icon={<ClipboardCheck size={28} />}
              />
            </Show>
          }
        />
      </ListPage>
      <Show when={decision()} keyed>
        {(one) => (
          <DecideDialog decision={one} onClose={() => setDecision(null)} onDone={requests.reload} />
        )}
      </Show>
    </>
  );
}

/** Where what waits fills the page, what was decided is on the next. */
const NoneDecided = (props: { isAll: boolean }) => (
  <p class="px-1 text-quiet">{t(props.isAll ? "noneDecided" : "decidedLater")}</p>
);
