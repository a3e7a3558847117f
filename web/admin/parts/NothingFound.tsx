import SearchX from "lucide-solid/icons/search-x";
import { t } from "../../i18n/admin-parts.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";

/** A list in which the filters leave nothing. */
export function NothingFound(props: { onClear: () => void }) {
  return (
    <EmptyState title={t("nothing")} text={t("nothingText")} icon={<SearchX size={28} />}>
      <Button onClick={() => props.onClear()}>{t("clear")}</Button>
    </EmptyState>
  );
}
