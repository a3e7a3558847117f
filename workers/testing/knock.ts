/** Requests of any caller at any endpoint, and what they are told, for tests that make thousands of them. */
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { ErrorBody } from "#contract/errors";
import type { Endpoint } from "#contract/endpoint";
import { app } from "../app.ts";
import type { Env } from "../platform/env.ts";
import { addressOf, type Sample } from "./people.ts";

/** Recording is another test's matter, and guessing at others' things leads up the ladder (U-106). */
const unrecorded: Env = {
  ...env,
  ACTIVITY: { ...env.ACTIVITY, send: async () => undefined } as never,
};

export async function knock(
  spec: Endpoint,
  sample: Sample,
  headers: Record<string, string>,
  method: string = spec.method,
): Promise<Response> {
  const context = createExecutionContext();
  const body = sample.json === undefined ? sample.body : JSON.stringify(sample.json);
  const init = {
    method,
    headers: {
      ...headers,
      ...(sample.json === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body }),
  };
  const url = `http://engawa.test${addressOf(spec, sample)}`;
  const response = await app.fetch(new Request(url, init), unrecorded, context);
  await waitOnExecutionContext(context);
  return response;
}

/** The code of a refusal; null where there is none. Reads the answer to its end. */
export async function refusalIn(response: Response): Promise<string | null> {
  if (response.status < 400) {
    await response.arrayBuffer();
    return null;
  }
  const { error } = (await response.json()) as ErrorBody;
  return error.id ?? error.code;
}

/** `200`, or `404 PROJECT_001`. */
export async function toldBy(response: Response): Promise<string> {
  const code = await refusalIn(response);
  return code === null ? `${response.status}` : `${response.status} ${code}`;
}
