import ChevronLeft from "lucide-solid/icons/chevron-left";
import ChevronRight from "lucide-solid/icons/chevron-right";
import FileDown from "lucide-solid/icons/file-down";
import Printer from "lucide-solid/icons/printer";
import { Show } from "solid-js";
import { downloadWeeklyReport, getWeeklyReport } from "#contract/admin-report";
import { siteDay } from "../../app/site-time.ts";
import { call } from "../../client/call.ts";
import { apiUrl } from "../../client/url.ts";
import { t } from "../../i18n/admin-report.ts";
import { dayAndTime } from "../../i18n/format.ts";
import { Button } from "../../ui/Button.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { createList } from "../parts/create-list.ts";
import type { UrlQuery } from "../parts/url-query.ts";
import { Frame } from "./Frame.tsx";
import { dayLabel } from "./points.ts";
import { addDays, mondayOf, type StatisticsQuery, weekAsked } from "./query.ts";
import { ReportPaper } from "./ReportPaper.tsx";
import { SendReport } from "./SendReport.tsx";

/** A week of the site to read, print and take away (U-208). The week stands in the address. */
export function ReportTab(props: { query: UrlQuery<StatisticsQuery> }) {
  const thisWeek = () => mondayOf(siteDay(Date.now()));
  const week = () => weekAsked(props.query.values().week);
  const go = (to: string) => {
    if (to !== "" && to <= thisWeek()) props.query.set({ week: to }, { replace: true });
  };
  const list = createList(
    () => ({ week: week() }),
    (query) => call(getWeeklyReport, { query }),
  );
  return (
    <>
      <div class="flex flex-wrap items-end gap-2">
        <IconButton label={t("weekBefore")} onClick={() => go(addDays(week(), -7))}>
          <ChevronLeft size={16} aria-hidden="true" />
        </IconButton>
        <TextField
          type="date"
          label={t("week")}
          value={week()}
          max={siteDay(Date.now())}
          onInput={(day) => go(day === "" ? "" : mondayOf(day))}
        />
        <IconButton
          label={t("weekAfter")}
          disabled={week() >= thisWeek()}
          onClick={() => go(addDays(week(), 7))}
        >
          <ChevronRight size={16} aria-hidden="true" />
        </IconButton>
        <div class="ml-auto flex flex-wrap gap-2">
          <a
            href={apiUrl(downloadWeeklyReport.path, {}, { week: week() })}
            download=""
            class="inline-flex h-8 items-center gap-1.5 rounded-md border border-line bg-raised px-3 font-medium dark:border-edge/50 hover:bg-sunken pointer-coarse:h-11"
          >
            <FileDown size={15} aria-hidden="true" />
            {t("markdown")}
          </a>
          <Button onClick={() => window.print()}>
            <Printer size={15} aria-hidden="true" />
            {t("print")}
          </Button>
          <SendReport week={week()} onSent={() => void list.reload()} />
        </div>
      </div>
      <Frame list={list}>
        {(report) => (
          <article class="print-only-this flex flex-col gap-4" aria-labelledby="weekly-report">
            <header>
              <h2 id="weekly-report" class="text-lg font-semibold">
                {t("title", {
                  from: dayLabel(report().start_date),
                  to: dayLabel(report().end_date),
                })}
              </h2>
              <p class="text-sm text-quiet">
                {t(report().is_over ? "against" : "running")}
                <Show when={report().sent_at}>
                  {(at) => <> · {t("sent", { time: dayAndTime(at()) })}</>}
                </Show>
              </p>
            </header>
            <ReportPaper report={report()} />
          </article>
        )}
      </Frame>
    </>
  );
}
