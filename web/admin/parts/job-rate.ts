import type { JobInfo } from "#contract/job";
import { numberFormat } from "../../i18n/intl.ts";

const unit = (value: number, name: "second" | "minute" | "hour"): string =>
  numberFormat({ style: "unit", unit: name, unitDisplay: "long" }).format(value);

const inWords = (seconds: number): string => {
  if (seconds < 60) return unit(Math.max(1, Math.ceil(seconds)), "second");
  return seconds < 3600
    ? unit(Math.ceil(seconds / 60), "minute")
    : unit(Math.ceil(seconds / 3600), "hour");
};

/** Rows a second so far and the time left; null before there is anything to go by. */
export function rateOf(
  job: Pick<JobInfo, "started_at" | "done" | "total">,
  now: number,
): { perSecond: number; left: string | null } | null {
  const seconds = job.started_at === null ? 0 : (now - Date.parse(job.started_at)) / 1000;
  if (seconds < 2 || job.done === 0) return null;
  const rate = job.done / seconds;
  const perSecond = rate >= 10 ? Math.round(rate) : Math.round(rate * 10) / 10;
  const left = job.total === null ? null : inWords((job.total - job.done) / rate);
  return { perSecond, left };
}
