import * as v from "valibot";
import { DateOrInstant } from "#contract/log-list";
import { createUrlQuery, type UrlQuery, type UrlSpec } from "../parts/url-query.ts";
import {
  choiceParam,
  formParam,
  numberParam,
  textParam,
  withFallback,
} from "../parts/url-query.ts";

/** What both logs keep in the address. */
export interface LogFilters {
  q: string;
  user_id: string;
  resource_type: string;
  start_date: string;
  end_date: string;
  limit: number;
  cursor: string;
  /** The cursor leads back: what is missing on the page comes before it. */
  back: "1" | undefined;
}

/** As the server reads it. */
export const timeParam = formParam((text) => v.is(DateOrInstant, text));

export const logSpec: UrlSpec<LogFilters> = {
  q: textParam(500),
  user_id: textParam(36),
  resource_type: textParam(50),
  start_date: timeParam,
  end_date: timeParam,
  limit: withFallback(numberParam(1, 100), 50),
  cursor: textParam(1200),
  back: choiceParam(["1"]),
};

/** Anything but another cursor begins at the first page. */
export function createLogQuery<T extends LogFilters>(spec: UrlSpec<T>): UrlQuery<T> {
  const query = createUrlQuery(spec);
  const firstPage: Partial<LogFilters> = { cursor: "", back: undefined };
  return {
    values: query.values,
    unread: query.unread,
    set: (patch, how) => query.set("cursor" in patch ? patch : { ...patch, ...firstPage }, how),
  };
}

/** What an endpoint takes: nothing that is at rest. */
export const given = <T extends object>(values: T): Partial<T> =>
  Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== "" && value !== undefined),
  ) as Partial<T>;
