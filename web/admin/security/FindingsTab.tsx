import ShieldCheck from "lucide-solid/icons/shield-check";
import { useNavigate } from "@solidjs/router";
import { createMemo, createSignal, Show } from "solid-js";
import {
  dismissFinding,
  type Finding,
  FindingKind,
  FindingSeverity,
  listFindings,
  reopenFinding,
} from "#contract/admin-security";
import { me } from "../../app/session.ts";
import { call } from "../../client/call.ts";
import { toApiError } from "../../client/error.ts";
import { t } from "../../i18n/admin-security.ts";
import { Badge } from "../../ui/Badge.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import type { MenuAction, MenuEntry } from "../../ui/menu-item.ts";
import { Select } from "../../ui/Select.tsx";
import { toast } from "../../ui/toast.ts";
import type { Column } from "../parts/column.ts";
import { ConfirmAction } from "../parts/ConfirmAction.tsx";
import { createList, keepWithinPages } from "../parts/create-list.ts";
import { DataTable } from "../parts/DataTable.tsx";
import { FilterSelect } from "../parts/FilterSelect.tsx";
import { lastingEntry } from "../parts/lasting.ts";
import { ListPage } from "../parts/ListPage.tsx";
import { ListPager } from "../parts/ListPager.tsx";
import { Person } from "../parts/Person.tsx";
import { createTableMemory } from "../parts/table-memory.ts";
import { toastWithUndo } from "../parts/undo-toast.ts";
import { RelativeTime } from "../parts/values.tsx";
import { ViewOptions } from "../parts/ViewOptions.tsx";
import { findingText, recordsOf, toneOf } from "./finding-words.ts";
import { given, type SecurityQuery, states } from "./query.ts";
import type { TabProps } from "./tab-props.ts";

const findingColumns = (): Column<Finding>[] => [
  {
    key: "kind",
    label: t("kind"),
    cell: (finding) => <span class="font-medium">{t(finding.kind)}</span>,
  },
  {
    key: "severity",
    label: t("severity"),
    cell: (finding) => (
      <Badge tone={toneOf[finding.severity]}>{t(`severity_${finding.severity}`)}</Badge>
    ),
  },
  {
    key: "user",
    label: t("user"),
    cell: (finding) =>
      finding.user === null ? (
        <span class="font-mono text-xs">{finding.ip_address ?? "–"}</span>
      ) : (
        <Person name={finding.user.name} note={finding.user.email} />
      ),
  },
  { key: "what", label: t("what"), wraps: true, cell: (finding) => findingText(finding) },
  { key: "found", label: t("found"), cell: (finding) => <RelativeTime at={finding.last_at} /> },
  {
    key: "status",
    label: t("status"),
    cell: (finding) =>
      finding.dismissed_at === null ? (
        <Badge tone="warn">{t("state_open")}</Badge>
      ) : (
        <Badge title={finding.dismissed_why ?? ""}>
          {t("dismissedBy", { name: finding.dismissed_by?.name ?? t("unknown") })}
        </Badge>
      ),
  },
];

/** Of a lasting administrator, and of oneself, it is nothing for who is one for a day (U-140). */
export const judging = ({ user }: Finding, entry: MenuAction): MenuAction =>
  user?.role === "admin" || (user !== null && user.id === me()?.id) ? lastingEntry(entry) : entry;

/** Findings know no recent ones of their own. */
const stateOf = (state: SecurityQuery["state"]) => (state === "recent" ? "open" : state);

/** What looks wrong about sign-ins, and who has seen to it. */
export function FindingsTab(props: TabProps) {
  const { query } = props;
  const navigate = useNavigate();
  const memory = createTableMemory("findings");
  const [asked, setAsked] = createSignal<Finding | null>(null);
  const findings = createList(
    () => ({ ...query.values(), version: props.version }),
    (now) =>
      call(listFindings, {
        query: {
          status: stateOf(now.state),
          kind: now.kind,
          severity: now.severity,
          user_id: given(now.user_id),
          page: String(now.page),
          limit: String(now.limit),
        },
      }),
  );
  keepWithinPages(findings, (page) => query.set({ page }, { replace: true }));
  const columns = createMemo(findingColumns);
  const entries = (finding: Finding): MenuEntry[] => {
    const { user } = finding;
    return [
      ...(user === null ? [] : [{ label: t("details"), run: () => props.onOpen(user.id) }]),
      { label: t("lookUp"), run: () => navigate(recordsOf(finding)) },
      ...(finding.dismissed_at === null
        ? [null, judging(finding, { label: `${t("dismiss")}…`, run: () => setAsked(finding) })]
        : [
            null,
            judging(finding, {
              label: t("reopen"),
              run: () => attempt(() => reopen(finding.id)),
            }),
          ]),
    ];
  };
  const dismiss = async (id: string, note: string | undefined) => {
    await call(dismissFinding, { param: { id }, json: note === undefined ? {} : { note } });
    toastWithUndo(t("dismissed"), () => reopen(id));
    await props.onChanged();
  };
  const reopen = async (id: string) => {
    await call(reopenFinding, { param: { id } });
    toast({ tone: "good", text: t("reopened") });
    await props.onChanged();
  };
  const attempt = (work: () => Promise<void>) =>
    void work().catch((error: unknown) => toast({ tone: "bad", text: toApiError(error).message }));
  return (
    <>
      <ListPage
        page="security"
        panel={props.panel}
        top={props.top}
        filters={
          <>
            <Select
              label={t("status")}
              hideLabel
              value={stateOf(query.values().state)}
              options={states.map((value) => ({
                value,
                label: `${t("status")}: ${t(`state_${value}`)}`,
              }))}
              onChange={(state) => query.set({ state })}
              class="shrink-0"
            />
            <FilterSelect
              label={t("severity")}
              value={query.values().severity}
              options={FindingSeverity.options.map((value) => ({
                value,
                label: t(`severity_${value}`),
              }))}
              onChange={(severity) => query.set({ severity })}
            />
            <FilterSelect
              label={t("kind")}
              value={query.values().kind}
              options={FindingKind.options.map((value) => ({ value, label: t(value) }))}
              onChange={(kind) => query.set({ kind })}
            />
          </>
        }
        view={<ViewOptions columns={columns()} memory={memory} />}
        footer={<ListPager list={findings.value()} query={query} />}
      >
        <DataTable
          label={t("findings")}
          columns={columns()}
          memory={memory}
          rows={findings.value()?.items}
          loading={findings.loading()}
          error={findings.error()}
          onRetry={() => void findings.reload()}
          nameOf={(finding) => `${t(finding.kind)} · ${finding.user?.name ?? finding.ip_address}`}
          actions={entries}
          empty={
            <EmptyState
              title={t("noFindings")}
              text={t("noFindingsText")}
              icon={<ShieldCheck size={28} />}
            />
          }
        />
      </ListPage>
      <Show when={asked()} keyed>
        {(finding) => (
          <ConfirmAction
            onClose={() => setAsked(null)}
            title={t("dismissTitle")}
            text={t("dismissText", { kind: t(finding.kind) })}
            undo={t("dismissUndo")}
            action={t("dismiss")}
            reason="optional"
            onConfirm={(note) => dismiss(finding.id, note)}
          />
        )}
      </Show>
    </>
  );
}
