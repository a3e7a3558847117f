/** Requests of a program with an API key, as it would send them: no cookie, no Origin. */
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { createApiKey, type ApiKeyInfo } from "#contract/api-key";
import { app } from "../app.ts";
import type { Env } from "../platform/env.ts";
import { call, type Person } from "./people.ts";

export type MadeKey = ApiKeyInfo & { api_key: string };

export async function makeKey(
  person: Person,
  input: Record<string, unknown> = {},
): Promise<MadeKey> {
  const json = { name: "test", permissions: ["read", "write"], ...input };
  const response = await call(person, createApiKey, { json });
  if (response.status !== 201) throw new Error(await response.text());
  return (await response.json()) as MadeKey;
}

interface Options {
  readonly json?: unknown;
  readonly body?: BodyInit;
  readonly headers?: Record<string, string>;
  readonly env?: Partial<Env>;
}

/** Answers as soon as the answer begins, so that a stream can be read while it goes on. */
export function openWithKey(
  key: string,
  method: string,
  path: string,
  options: Options = {},
): { response: Promise<Response>; done: () => Promise<void> } {
  const context = createExecutionContext();
  const headers: Record<string, string> = {
    "x-api-key": key,
    "accept-language": "en",
    ...(options.json === undefined ? {} : { "content-type": "application/json" }),
    ...options.headers,
  };
  const body = options.json === undefined ? options.body : JSON.stringify(options.json);
  const init: RequestInit = { method, headers, ...(body === undefined ? {} : { body }) };
  const url = `http://engawa.test${path}`;
  const bindings = options.env ? { ...env, ...options.env } : env;
  const response = Promise.resolve(app.fetch(new Request(url, init), bindings, context));
  return { response, done: () => waitOnExecutionContext(context) };
}

export async function withKey(
  key: string,
  method: string,
  path: string,
  options: Options = {},
): Promise<Response> {
  const { response, done } = openWithKey(key, method, path, options);
  const answer = await response;
  await done();
  return answer;
}
