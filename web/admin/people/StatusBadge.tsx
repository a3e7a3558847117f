import type { UserStatus, UserSummary } from "#contract/admin-user";
import { t } from "../../i18n/admin-people.ts";
import { dateTime, dayAndTime } from "../../i18n/format.ts";
import { Badge, type Tone } from "../../ui/Badge.tsx";

const tones: Record<UserStatus, Tone> = {
  active: "good",
  invited: "info",
  locked: "warn",
  suspended: "warn",
  disabled: "quiet",
  deleted: "bad",
};

/** The state of an account; of one that ends by itself, until when. */
export function StatusBadge(props: {
  person: Pick<UserSummary, "status" | "suspended_until">;
  /** Says until when beside it. */
  whole?: boolean;
}) {
  const until = () => (props.person.status === "suspended" ? props.person.suspended_until : null);
  return (
    <span class="inline-flex flex-wrap items-center gap-1.5">
      <Badge
        tone={tones[props.person.status]}
        {...(until() === null ? {} : { title: t("until", { time: dateTime(until() ?? 0) }) })}
      >
        {t(`status_${props.person.status}`)}
      </Badge>
      {props.whole === true && until() !== null ? (
        <span class="text-sm text-quiet">{t("until", { time: dayAndTime(until() ?? 0) })}</span>
      ) : null}
    </span>
  );
}
