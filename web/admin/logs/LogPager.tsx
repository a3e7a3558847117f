import ChevronFirst from "lucide-solid/icons/chevron-first";
import ChevronLeft from "lucide-solid/icons/chevron-left";
import ChevronRight from "lucide-solid/icons/chevron-right";
import { Show } from "solid-js";
import { t } from "../../i18n/admin-logs.ts";
import { t as parts } from "../../i18n/admin-parts.ts";
import { count, dayAndTime } from "../../i18n/format.ts";
import { Button } from "../../ui/Button.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { PageSize } from "../parts/PageSize.tsx";
import type { LogList, Reached } from "./create-log-list.ts";

/** Which part of a log is shown, how far a search came, and the way on. */
export function LogPager<Row>(props: {
  list: LogList<Row>;
  limit: number;
  first: boolean;
  onGo: (place: { cursor: string; back: "1" | undefined }) => void;
  onLimit: (limit: number) => void;
}) {
  const shown = () => props.list.rows()?.length ?? 0;
  const range = () => {
    const { count: total, atLeast, page } = props.list.total();
    if (shown() === 0) return t("none");
    const from = (page - 1) * props.limit + 1;
    return t(atLeast ? "rangeAtLeast" : "range", {
      from: count(from),
      to: count(from + shown() - 1),
      total: count(total),
    });
  };
  const told = ({ until, until_person: person, going }: Reached & { going: boolean }) => {
    if (until !== null) return t(going ? "searching" : "searched", { until: dayAndTime(until) });
    if (person === null) return t(going ? "searchingOn" : "searchedPart");
    const name = person.name || t(person.id === null ? "nobody" : "goneUser");
    return t(going ? "searchingPeople" : "searchedPeople", { name });
  };
  const goOn = () => {
    const cursor = props.list.next();
    if (cursor !== null) props.onGo({ cursor, back: undefined });
  };
  return (
    <nav aria-label={parts("pages")} class="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <p class="text-quiet tabular-nums" role="status">
        {range()}
      </p>
      <div class="flex flex-1 items-center gap-2">
        <Show when={props.list.search()}>
          {(search) => (
            <>
              <span class="text-quiet">{told(search())}</span>
              <Show
                when={search().going}
                fallback={
                  <Button size="small" onClick={goOn}>
                    {t("goOn")}
                  </Button>
                }
              >
                <Button size="small" onClick={() => props.list.stop()}>
                  {t("stop")}
                </Button>
              </Show>
            </>
          )}
        </Show>
      </div>
      <PageSize value={props.limit} onChange={props.onLimit} />
      <div class="flex items-center gap-1">
        <IconButton
          label={t("first")}
          disabled={props.first}
          onClick={() => props.onGo({ cursor: "", back: undefined })}
        >
          <ChevronFirst size={16} aria-hidden="true" />
        </IconButton>
        <IconButton
          label={t("previous")}
          disabled={props.list.prev() === null}
          onClick={() => props.onGo({ cursor: props.list.prev() ?? "", back: "1" })}
        >
          <ChevronLeft size={16} aria-hidden="true" />
        </IconButton>
        <IconButton label={t("next")} disabled={props.list.next() === null} onClick={goOn}>
          <ChevronRight size={16} aria-hidden="true" />
        </IconButton>
      </div>
    </nav>
  );
}
