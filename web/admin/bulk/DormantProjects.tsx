import { archiveProjects } from "#contract/admin-bulk";
import type { OutputOf } from "#contract/endpoint";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-bulk.ts";
import { bytes } from "../../i18n/format.ts";
import { RelativeTime } from "../parts/values.tsx";
import { DormantForm } from "./DormantForm.tsx";
import { type PreviewColumn, PreviewTable } from "./PreviewTable.tsx";

type Answer = OutputOf<typeof archiveProjects>;

const columns = (): readonly PreviewColumn<Answer["items"][number]>[] => [
  { label: t("name"), cell: (one) => one.name },
  { label: t("owner"), cell: (one) => one.owner_name },
  { label: t("size"), numeric: true, cell: (one) => bytes(one.storage_bytes) },
  { label: t("lastActive"), cell: (one) => <RelativeTime at={one.last_activity_at} /> },
];

/** SA-030. */
export function DormantProjects(props: { onJob: (id: string) => void }) {
  return (
    <DormantForm
      days={180}
      send={(json) => call(archiveProjects, { json })}
      foundText={(count) => t("foundProjects", { count })}
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
      action={(count) => t("runArchive", { count })}
      title={(count) => t("confirmArchive", { count })}
      text={(count, days) => t("confirmArchiveText", { count, days })}
      undo={t("archiveUndo")}
      onJob={props.onJob}
    />
  );
}
