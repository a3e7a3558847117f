import { getEngagement } from "#contract/admin-engagement";
import type { OutputOf } from "#contract/endpoint";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-engagement.ts";
import { count } from "../../i18n/format.ts";
import { createList } from "../parts/create-list.ts";
import { Card } from "./Card.tsx";
import { Change } from "./Change.tsx";
import { Cohorts } from "./Cohorts.tsx";
import { Features } from "./Features.tsx";
import { Frame } from "./Frame.tsx";
import { compact, percentage } from "./points.ts";
import { csvOf, type RangeInput } from "./query.ts";
import { SeriesChart } from "./SeriesChart.tsx";

type Engagement = OutputOf<typeof getEngagement>;

/** How people work with it, and who comes back (U-207). */
export function EngagementTab(props: { range: RangeInput }) {
  const list = createList(
    () => props.range,
    (query) => call(getEngagement, { query }),
  );
  return (
    <Frame list={list}>
      {(answer) => (
        <>
          <WorkCards answer={answer()} />
          <SeriesChart
            title={t("workTrend")}
            kind="line"
            step={answer().range.step}
            points={answer().points}
            series={[
              { name: t("messages"), values: answer().points.map((point) => point.messages) },
              { name: t("sittings"), values: answer().points.map((point) => point.sittings) },
              {
                name: t("fileOperations"),
                values: answer().points.map((point) => point.file_operations),
              },
            ]}
            format={count}
            formatTick={compact}
            whole
            note={t("sittingNote")}
            csv={csvOf("engagement", props.range)}
          />
          <Features answer={answer()} />
          <Cohorts cohorts={answer().cohorts} csv={csvOf("cohorts", props.range)} />
        </>
      )}
    </Frame>
  );
}

function WorkCards(props: { answer: Engagement }) {
  const now = () => props.answer.totals;
  const before = () => props.answer.previous;
  const back = (share: number | null) => (share === null ? undefined : percentage(share));
  return (
    <dl class="grid grid-cols-2 gap-3 @3xl:grid-cols-4">
      <Card label={t("messages")} value={count(now().messages)}>
        <Change now={now().messages} before={before().messages} lessIsBetter={false} />
      </Card>
      <Card
        label={t("perSitting")}
        value={
          now().messages_per_sitting === null ? undefined : count(now().messages_per_sitting ?? 0)
        }
      >
        {t("sittings")} {count(now().sittings)}
        <Change now={now().messages_per_sitting} before={before().messages_per_sitting} />
      </Card>
      <Card
        label={t("minutes")}
        value={
          now().minutes_per_sitting === null
            ? undefined
            : t("minutesValue", { value: count(now().minutes_per_sitting ?? 0) })
        }
      >
        <Change now={now().minutes_per_sitting} before={before().minutes_per_sitting} />
      </Card>
      <Card label={t("sessionsCreated")} value={count(now().sessions_created)}>
        <Change now={now().sessions_created} before={before().sessions_created} />
      </Card>
      <Card label={t("projectsCreated")} value={count(now().projects_created)}>
        <Change now={now().projects_created} before={before().projects_created} />
      </Card>
      <Card label={t("fileOperations")} value={count(now().file_operations)}>
        <Change now={now().file_operations} before={before().file_operations} />
      </Card>
      <Card label={t("back7")} value={back(props.answer.retention.day_7_percentage)}>
        {t("back7Note")}
      </Card>
      <Card label={t("back30")} value={back(props.answer.retention.day_30_percentage)}>
        {t("back30Note")}
      </Card>
    </dl>
  );
}
