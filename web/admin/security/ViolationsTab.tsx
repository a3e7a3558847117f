import { A } from "@solidjs/router";
import ShieldCheck from "lucide-solid/icons/shield-check";
import { createMemo, createSignal, Show } from "solid-js";
import {
  type AnyViolation,
  dismissViolation,
  listViolations,
  reopenViolation,
} from "#contract/admin-security";
import { enableUser } from "#contract/admin-user-state";
import { conductDetail, conductWords } from "#contract/conduct";
import { call } from "../../client/call.ts";
import { me } from "../../app/session.ts";
import { t } from "../../i18n/admin-security.ts";
import { dayAndTime } from "../../i18n/format.ts";
import { language } from "../../i18n/language.ts";
import { Badge } from "../../ui/Badge.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import type { MenuAction, MenuEntry } from "../../ui/menu-item.ts";
import { Select } from "../../ui/Select.tsx";
import { toast } from "../../ui/toast.ts";
import type { Column } from "../parts/column.ts";
import { ConfirmAction } from "../parts/ConfirmAction.tsx";
import { createList, keepWithinPages } from "../parts/create-list.ts";
import { DataTable } from "../parts/DataTable.tsx";
import { isLastingOnes, lastingEntry } from "../parts/lasting.ts";
import { ListPage } from "../parts/ListPage.tsx";
import { ListPager } from "../parts/ListPager.tsx";
import { Person } from "../parts/Person.tsx";
import { createTableMemory } from "../parts/table-memory.ts";
import { RelativeTime } from "../parts/values.tsx";
import { ViewOptions } from "../parts/ViewOptions.tsx";
import { given, violationStates } from "./query.ts";
import type { TabProps } from "./tab-props.ts";

const stepText = (step: number): string =>
  t(step <= 1 ? "step_1" : step === 2 ? "step_2" : "step_3");

const violationColumns = (): Column<AnyViolation>[] => [
  {
    key: "user",
    label: t("user"),
    cell: (row) => <Person name={row.user.name} note={row.user.email} />,
  },
  { key: "kind", label: t("kind"), wraps: true, cell: (row) => conductWords(row.kind, language()) },
  {
    key: "detail",
    label: t("detail"),
    wraps: true,
    cell: (row) => conductDetail(row.detail, language()),
  },
  {
    key: "step",
    label: t("step"),
    cell: (row) => <Badge tone={row.step > 1 ? "bad" : "warn"}>{stepText(row.step)}</Badge>,
  },
  { key: "found", label: t("found"), cell: (row) => <RelativeTime at={row.created_at} /> },
  {
    key: "standing",
    label: t("standing"),
    cell: (row) => (
      <Badge tone={row.standing === "active" ? "good" : "bad"}>
        {t(`standing_${row.standing}`, {
          until: row.suspended_until === null ? "" : dayAndTime(row.suspended_until),
        })}
      </Badge>
    ),
  },
  {
    key: "status",
    label: t("status"),
    cell: (row) => (
      <Badge tone={row.dismissed_at === null ? "warn" : "quiet"}>
        {t(row.dismissed_at === null ? "open" : "resolved")}
      </Badge>
    ),
  },
];

interface Asked {
  readonly what: "notViolation" | "violationAgain" | "lift";
  readonly row: AnyViolation;
}

/** What may be done about one; nobody judges their own. */
const askable = (row: AnyViolation): Asked["what"][] =>
  row.user.id === me()?.id
    ? []
    : [
        ...(row.standing === "suspended" || row.standing === "disabled" ? ["lift" as const] : []),
        row.dismissed_at === null ? "notViolation" : "violationAgain",
      ];

/** Of a lasting administrator it is nothing for who is one for a day (U-140). */
export function askingEntry(row: AnyViolation, what: Asked["what"], run: () => void): MenuAction {
  const entry = { label: `${t(what)}…`, run };
  return isLastingOnes(row.user) ? lastingEntry(entry) : entry;
}

/** U-106, U-107: everybody's violations, and the suspensions they led to. */
export function ViolationsTab(props: TabProps) {
  const { query } = props;
  const memory = createTableMemory("violations");
  const [asked, setAsked] = createSignal<Asked | null>(null);
  const violations = createList(
    () => ({ ...query.values(), version: props.version }),
    (now) =>
      call(listViolations, {
        query: {
          status: now.state,
          user_id: given(now.user_id),
          page: String(now.page),
          limit: String(now.limit),
        },
      }),
  );
  keepWithinPages(violations, (page) => query.set({ page }, { replace: true }));
  const columns = createMemo(violationColumns);
  const entries = (row: AnyViolation): MenuEntry[] => [
    { label: t("details"), run: () => props.onOpen(row.user.id) },
    ...askable(row).map((what) => askingEntry(row, what, () => setAsked({ what, row }))),
  ];
  const confirm = async ({ what, row }: Asked, reason: string | undefined) => {
    const { id, name } = row.user;
    if (what === "lift") {
      await call(enableUser, { param: { id }, json: reason === undefined ? {} : { reason } });
    } else {
      const spec = what === "notViolation" ? dismissViolation : reopenViolation;
      await call(spec, { param: { id, violation: row.id }, json: { reason: reason ?? "" } });
    }
    toast({ tone: "good", text: what === "lift" ? t("lifted", { name }) : t(`${what}Done`) });
    await props.onChanged();
  };
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
              value={query.values().state}
              options={[
                { value: violationStates[0], label: `${t("status")}: ${t("open")}` },
                { value: violationStates[1], label: `${t("status")}: ${t("openRecent")}` },
                { value: violationStates[2], label: `${t("status")}: ${t("resolved")}` },
                { value: violationStates[3], label: `${t("status")}: ${t("state_all")}` },
              ]}
              onChange={(state) => query.set({ state })}
              class="shrink-0"
            />
            <A class="shrink-0 text-accent hover:underline" href="/admin/users?status=suspended">
              {t("suspendedPeople")}
            </A>
          </>
        }
        view={<ViewOptions columns={columns()} memory={memory} />}
        footer={<ListPager list={violations.value()} query={query} />}
      >
        <DataTable
          label={t("violations")}
          columns={columns()}
          memory={memory}
          rows={violations.value()?.items}
          loading={violations.loading()}
          error={violations.error()}
          onRetry={() => void violations.reload()}
          nameOf={(row) => row.user.name}
          href={(row) => props.addressOf(row.user.id)}
          onOpen={(row) => props.onOpen(row.user.id)}
          actions={entries}
          empty={
            <EmptyState
              title={t("noViolations")}
              text={t("noViolationsText")}
              icon={<ShieldCheck size={28} />}
            />
          }
        />
      </ListPage>
      <Show when={asked()} keyed>
        {(one) => (
          <ConfirmAction
            onClose={() => setAsked(null)}
            title={t(`${one.what}Title`, { name: one.row.user.name })}
            text={t(`${one.what}Text`, { name: one.row.user.name })}
            undo={t(`${one.what}Undo`)}
            action={t(one.what)}
            reason={one.what === "lift" ? "optional" : "required"}
            onConfirm={(reason) => confirm(one, reason)}
          />
        )}
      </Show>
    </>
  );
}
