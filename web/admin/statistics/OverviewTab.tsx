import { type Accessor, createMemo, Show } from "solid-js";
import {
  getErrorStatistics,
  getOverview,
  getRequestStatistics,
  getStorageStatistics,
  getUserStatistics,
} from "#contract/admin-statistics";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-statistics.ts";
import { bytes, count } from "../../i18n/format.ts";
import { createList } from "../parts/create-list.ts";
import { Cards } from "./Cards.tsx";
import { Change } from "./Change.tsx";
import { Errors } from "./Errors.tsx";
import { FailingRoutes } from "./FailingRoutes.tsx";
import { FiringAlerts } from "./FiringAlerts.tsx";
import { Frame } from "./Frame.tsx";
import { compact, percentage } from "./points.ts";
import { csvOf, type RangeInput } from "./query.ts";
import { Resources } from "./Resources.tsx";
import { SeriesChart } from "./SeriesChart.tsx";

const one = (value: number) => count(Number(value.toFixed(1)));

async function loadAll(query: RangeInput) {
  const [overview, people, storage, requests, errors] = await Promise.all([
    call(getOverview, { query }),
    call(getUserStatistics, { query }),
    call(getStorageStatistics, { query }),
    call(getRequestStatistics, { query }),
    call(getErrorStatistics, { query }),
  ]);
  return { ...overview, overview, people, storage, requests, errors };
}

type Answer = Awaited<ReturnType<typeof loadAll>>;

/** 5.7: six cards, five charts, and what fires now. */
export function OverviewTab(props: { range: RangeInput }) {
  const list = createList(() => props.range, loadAll);
  return (
    <Frame list={list}>
      {(answer) => (
        <>
          <Cards overview={answer().overview} />
          <FiringAlerts />
          <div class="grid grid-cols-1 gap-4 @4xl:grid-cols-2">
            <People answer={answer} range={props.range} />
            <Storage answer={answer} range={props.range} />
            <Requests answer={answer} range={props.range} />
            <ErrorRate answer={answer} range={props.range} />
            <Resources resources={answer().resources} />
            <Errors
              codes={answer().errors.by_code}
              range={answer().errors.range}
              asOf={answer().errors.as_of}
            />
            <FailingRoutes
              of="server"
              rows={answer().errors.by_route.server}
              range={answer().errors.range}
              asOf={answer().errors.as_of}
            />
            <FailingRoutes
              of="client"
              rows={answer().errors.by_route.client}
              range={answer().errors.range}
              asOf={answer().errors.as_of}
            />
          </div>
        </>
      )}
    </Frame>
  );
}

interface PartProps {
  readonly answer: Accessor<Answer>;
  readonly range: RangeInput;
}

function People(props: PartProps) {
  const people = () => props.answer().people;
  const byMonth = () => people().range.step === "month";
  const series = createMemo(() => [
    { name: t("daily"), values: people().points.map((point) => point.active) },
    { name: t("weekly"), values: people().points.map((point) => point.weekly_active) },
    { name: t("monthly"), values: people().points.map((point) => point.monthly_active) },
  ]);
  return (
    <SeriesChart
      title={t("activePeople")}
      kind="line"
      step={people().range.step}
      points={people().points}
      series={series()}
      format={(value) => t("people", { count: one(value) })}
      formatTick={compact}
      whole
      csv={csvOf("users", props.range)}
      note={byMonth() ? t("activeNoteYear") : t("activeNote")}
      summary={
        <>
          {t("activeAverage", { value: one(people().totals.active_average) })}
          <Change
            now={people().totals.active_average}
            before={people().previous.active_average}
            lessIsBetter={false}
          />
          <span>{t("newPeople", { count: count(people().totals.new) })}</span>
        </>
      }
    />
  );
}

function Storage(props: PartProps) {
  const storage = () => props.answer().storage;
  const growth = () => storage().totals.growth_bytes ?? 0;
  return (
    <SeriesChart
      title={t("storage")}
      kind="area"
      step={storage().range.step}
      points={storage().points}
      series={[{ name: t("stored"), values: storage().points.map((point) => point.bytes) }]}
      format={bytes}
      base={1024}
      csv={csvOf("storage", props.range)}
      note={storage()
        .by_status.map(
          (row) =>
            `${t(
              { active: "statusActive", archived: "statusArchived", deleted: "statusDeleted" }[
                row.status
              ] as "statusActive",
            )}: ${bytes(row.bytes)} (${t("projectCount", { count: count(row.projects) })})`,
        )
        .join(" · ")}
      summary={
        <Show when={storage().totals.growth_bytes !== null}>
          {t("growth", { value: `${growth() < 0 ? "−" : "+"}${bytes(Math.abs(growth()))}` })}
        </Show>
      }
    />
  );
}

function Requests(props: PartProps) {
  const requests = () => props.answer().requests;
  return (
    <SeriesChart
      title={t("requests")}
      kind="bar"
      step={requests().range.step}
      points={requests().points}
      series={[
        { name: t("requestsSeries"), values: requests().points.map((point) => point.requests) },
      ]}
      format={(value) => t("requestCount", { count: count(value) })}
      formatTick={compact}
      whole
      csv={csvOf("api-requests", props.range)}
      summary={
        <>
          {t("requestCount", { count: count(requests().totals.requests) })}
          <Change now={requests().totals.requests} before={requests().previous.requests} />
          <span>{t("averageTime", { ms: count(requests().totals.average_response_ms) })}</span>
        </>
      }
    />
  );
}

function ErrorRate(props: PartProps) {
  const errors = () => props.answer().errors;
  return (
    <SeriesChart
      title={t("errorRate")}
      kind="line"
      step={errors().range.step}
      points={errors().points}
      series={[
        {
          name: t("errorRateServer"),
          values: errors().points.map((point) => point.error_rate_percentage),
        },
        {
          name: t("errorRateRefused"),
          values: errors().points.map((point) => point.refused_percentage),
        },
      ]}
      format={(value) => percentage(value, 2)}
      csv={csvOf("errors", props.range)}
      note={t("errorRateHint")}
      summary={
        <>
          {percentage(errors().totals.error_rate_percentage, 2)}
          <Change
            now={errors().totals.error_rate_percentage}
            before={errors().previous.error_rate_percentage}
            lessIsBetter
          />
          <span>{t("refused", { value: percentage(errors().totals.refused_percentage, 2) })}</span>
        </>
      }
    />
  );
}
