import type { AnySession } from "#contract/admin-session";
import { t } from "../../i18n/admin-sessions.ts";
import { count } from "../../i18n/format.ts";
import type { Column } from "../parts/column.ts";
import { Person } from "../parts/Person.tsx";
import { Money, RelativeTime } from "../parts/values.tsx";
import { ModeBadge, SessionState } from "./badges.tsx";
import type { SessionSort } from "./query.ts";

export const sessionColumns = (): Column<AnySession, SessionSort>[] => [
  {
    key: "user",
    label: t("user"),
    cell: (session) => <Person name={session.user.name} note={session.user.email} />,
  },
  {
    key: "project",
    label: t("project"),
    cell: (session) => (
      <span
        class="block max-w-56 truncate group-has-[[data-side-panel]]/page:max-w-28"
        title={session.project.name}
      >
        {session.project.name}
      </span>
    ),
  },
  { key: "status", label: t("status"), cell: (session) => <SessionState session={session} /> },
  {
    key: "mode",
    spare: true,
    label: t("mode"),
    cell: (session) => <ModeBadge session={session} />,
  },
  {
    key: "model",
    spare: true,
    label: t("model"),
    cell: (session) => <span class="font-mono text-xs">{session.model}</span>,
  },
  {
    key: "messages",
    spare: true,
    label: t("messages"),
    sort: "messages",
    firstOrder: "desc",
    numeric: true,
    cell: (session) => count(session.message_count),
  },
  {
    key: "cost",
    spare: true,
    label: t("cost"),
    sort: "cost",
    firstOrder: "desc",
    numeric: true,
    cell: (session) => <Money microUsd={session.cost_micro_usd} />,
  },
  {
    key: "last_activity",
    label: t("lastActivity"),
    sort: "last_activity",
    firstOrder: "desc",
    cell: (session) => <RelativeTime at={session.last_activity_at} />,
  },
  {
    key: "created",
    spare: true,
    label: t("created"),
    sort: "created_at",
    firstOrder: "desc",
    optional: true,
    cell: (session) => <RelativeTime at={session.created_at} />,
  },
];
