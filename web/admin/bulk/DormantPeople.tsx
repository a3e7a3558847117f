import { deactivateUsers } from "#contract/admin-bulk";
import type { OutputOf } from "#contract/endpoint";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-bulk.ts";
import { RelativeTime } from "../parts/values.tsx";
import { DormantForm } from "./DormantForm.tsx";
import { type PreviewColumn, PreviewTable } from "./PreviewTable.tsx";

type Answer = OutputOf<typeof deactivateUsers>;

const columns = (): readonly PreviewColumn<Answer["items"][number]>[] => [
  { label: t("name"), cell: (one) => one.name },
  { label: t("email"), cell: (one) => one.email },
  { label: t("role"), cell: (one) => t(`role_${one.role}`) },
  { label: t("lastActive"), cell: (one) => <RelativeTime at={one.last_active_at} /> },
];

/** SA-029. */
export function DormantPeople(props: { onJob: (id: string) => void }) {
  return (
    <DormantForm
      days={90}
      note={t("neverThese")}
      send={(json) => call(deactivateUsers, { json })}
      foundText={(count) => t("foundPeople", { count })}
      table={(answer) => (
        <PreviewTable
          label={t("preview")}
          columns={columns()}
          rows={answer.items}
          note={
            answer.items.length < answer.matched_count
              ? t("firstItems", { count: answer.items.length })
              : undefined
          }
        />
      )}
      action={(count) => t("runDeactivate", { count })}
      title={(count) => t("confirmDeactivate", { count })}
      text={(count, days) => t("confirmDeactivateText", { count, days })}
      undo={t("deactivateUndo")}
      onJob={props.onJob}
    />
  );
}
