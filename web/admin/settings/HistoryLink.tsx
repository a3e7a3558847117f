import { A } from "@solidjs/router";
import Clock from "lucide-solid/icons/clock";
import type { SettingItem } from "#contract/admin-setting";
import { t } from "../../i18n/admin-settings.ts";

/** To who changed a setting, and when. */
export function HistoryLink(props: {
  item: Pick<SettingItem, "key" | "category" | "description">;
}) {
  return (
    <A
      href={`/admin/settings/${props.item.key}?tab=${props.item.category}`}
      class="inline-flex items-center gap-1 text-sm text-quiet hover:text-ink hover:underline"
      aria-label={`${t("history")}: ${props.item.description}`}
    >
      <Clock size={13} aria-hidden="true" />
      {t("history")}
    </A>
  );
}
