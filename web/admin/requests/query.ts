import { AccessRequest } from "#contract/access-request";
import { choiceParam, type UrlSpec } from "../parts/url-query.ts";

export interface RequestsQuery {
  status: AccessRequest["status"] | undefined;
  kind: AccessRequest["kind"] | undefined;
}

export const requestsQuery: UrlSpec<RequestsQuery> = {
  status: choiceParam(AccessRequest.entries.status.options),
  kind: choiceParam(AccessRequest.entries.kind.options),
};
