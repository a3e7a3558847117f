import ChevronLeft from "lucide-solid/icons/chevron-left";
import ChevronRight from "lucide-solid/icons/chevron-right";
import { t } from "../../i18n/admin-parts.ts";
import { count } from "../../i18n/format.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { PageSize } from "./PageSize.tsx";

/** Which part of a list is shown, and the way to the others. */
export function Pagination(props: {
  page: number;
  limit: number;
  total: number;
  onPage: (page: number) => void;
  onLimit: (limit: number) => void;
}) {
  const pages = () => Math.max(1, Math.ceil(props.total / props.limit));
  const range = () =>
    props.total === 0
      ? t("none")
      : t("range", {
          from: count((props.page - 1) * props.limit + 1),
          to: count(Math.min(props.total, props.page * props.limit)),
          total: count(props.total),
        });
  return (
    <nav aria-label={t("pages")} class="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <p class="flex-1 whitespace-nowrap text-quiet tabular-nums" role="status">
        {range()}
      </p>
      <PageSize value={props.limit} onChange={props.onLimit} />
      <div class="flex items-center gap-1">
        <IconButton
          label={t("previous")}
          disabled={props.page <= 1}
          onClick={() => props.onPage(props.page - 1)}
        >
          <ChevronLeft size={16} aria-hidden="true" />
        </IconButton>
        <span class="text-quiet tabular-nums">
          {t("pageOf", { page: count(props.page), pages: count(pages()) })}
        </span>
        <IconButton
          label={t("next")}
          disabled={props.page >= pages()}
          onClick={() => props.onPage(props.page + 1)}
        >
          <ChevronRight size={16} aria-hidden="true" />
        </IconButton>
      </div>
    </nav>
  );
}
