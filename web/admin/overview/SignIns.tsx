import type { ConsoleOverview } from "#contract/admin-overview";
import { t } from "../../i18n/admin-overview.ts";
import { count } from "../../i18n/format.ts";
import { LinkFigure } from "./LinkFigure.tsx";

/** How many sign-ins hold now. */
export function SignIns(props: { signIns: NonNullable<ConsoleOverview["sign_ins"]> }) {
  return (
    <dl class="-mx-3">
      <LinkFigure label={t("signedIn")} value={count(props.signIns.active)} href="/admin/security">
        {t("signedInToday", { count: count(props.signIns.today) })}
      </LinkFigure>
    </dl>
  );
}
