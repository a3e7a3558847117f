import { AccessRequest, type listRequests } from "#contract/access-request";
import type { QueryInput } from "#contract/endpoint";
import { choiceParam, numberParam, type UrlSpec, withFallback } from "../parts/url-query.ts";

export interface RequestsQuery {
  status: AccessRequest["status"] | undefined;
  kind: AccessRequest["kind"] | undefined;
  page: number;
  limit: number;
}

export const requestsQuery: UrlSpec<RequestsQuery> = {
  status: choiceParam(AccessRequest.entries.status.options),
  kind: choiceParam(AccessRequest.entries.kind.options),
  page: withFallback(numberParam(1, 1_000_000), 1),
  limit: withFallback(numberParam(1, 100), 50),
};

/** As the endpoint takes it. */
export const toEndpoint = (query: RequestsQuery): QueryInput<typeof listRequests> => ({
  ...query,
  page: String(query.page),
  limit: String(query.limit),
});
