import type { Hono } from "hono";
import * as v from "valibot";
import type { Endpoint, JsonOf, OutputOf, ParamOf, QueryOf } from "#contract/endpoint";
import { readNamed } from "../records/classify-request.ts";
import { AppError } from "../errors.ts";
import { faultsOfShape } from "./body-shape.ts";
import { guard } from "./guard.ts";
import type { Actor, AppContext, AppEnv } from "./http.ts";
import { answerOnce } from "../idempotency/answer-once.ts";
import { parseJson, TooDeep } from "./parse-json.ts";

export type { AppEnv } from "./http.ts";

/** Largest JSON body; files and archives go through raw handlers. */
const maxJsonBytes = 1024 * 1024;

type ActorOf<E> = E extends { access: "public" } ? Actor | undefined : Actor;

/** A name that comes twice, or as `name[]`, is a list: its values with commas between them. */
const queryOf = (c: AppContext): Record<string, string> =>
  Object.fromEntries(
    Object.entries(c.req.queries()).map(([name, values]) => [
      name.replace(/\[\]$/, ""),
      values.join(","),
    ]),
  );

interface Parsed<E> {
  actor: ActorOf<E>;
  param: ParamOf<E>;
  query: QueryOf<E>;
  json: JsonOf<E>;
}

type Schema = v.GenericSchema<unknown, unknown>;

function parse(
  schema: Schema | undefined,
  value: unknown,
  at: string,
  faults: ReturnType<typeof faultsOfShape> = [],
): unknown {
  if (!schema) return undefined;
  const result = v.safeParse(schema, value);
  if (result.success && faults.length === 0) return result.output;
  const issues = (result.issues ?? []).map((issue) => ({
    path: [at, v.getDotPath(issue)].filter(Boolean).join("."),
    message: issue.message,
  }));
  throw new AppError("REQUEST_001", undefined, [...issues, ...faults]);
}

/** Fields the contract does not know, and lists where it wants an object, are refused, however deep they stand. */
function parseBody(schema: Schema, value: unknown): unknown {
  return parse(schema, value, "json", faultsOfShape(schema, value, "json"));
}

/** The body as text, never more than `max` bytes of it in memory. */
async function readText(request: Request, max: number): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > max) throw new AppError("REQUEST_005");
  if (!request.body) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > max) throw new AppError("REQUEST_005");
    chunks.push(chunk);
  }
  return new TextDecoder().decode(await new Blob(chunks).arrayBuffer());
}

/** No body and no type is a body without fields: document A sends none where all of them are optional. */
async function readJson(c: AppContext): Promise<unknown> {
  const type = c.req.header("content-type") ?? "";
  const isJson = /^application\/json\b/i.test(type);
  if (!isJson && type !== "") throw new AppError("REQUEST_004");
  const text = await readText(c.req.raw, maxJsonBytes);
  if (!isJson && text === "") return {};
  if (!isJson) throw new AppError("REQUEST_004");
  try {
    return parseJson(text);
  } catch (error) {
    const message = error instanceof TooDeep ? error.message : "not valid JSON";
    throw new AppError("REQUEST_001", undefined, [{ path: "json", message }]);
  }
}

function recorded(spec: Endpoint, json: unknown): Record<string, unknown> | undefined {
  if (!spec.record || typeof json !== "object" || json === null) return undefined;
  const body = json as Record<string, unknown>;
  return Object.fromEntries(
    spec.record.filter((key) => key in body).map((key) => [key, body[key]]),
  );
}

/** Mounts an endpoint of the contract: guard, parse, run, check, encode. */
export function implement<E extends Endpoint>(
  app: Hono<AppEnv>,
  spec: E,
  handler: (c: AppContext, parsed: Parsed<E>) => Promise<OutputOf<E>> | OutputOf<E>,
): void {
  app.on(spec.method, spec.path, async (c) => {
    const actor = guard(spec, c);
    const param = parse(spec.param, c.req.param(), "param");
    const query = parse(spec.query, queryOf(c), "query");
    const json = spec.json ? parseBody(spec.json, await readJson(c)) : undefined;
    const body = recorded(spec, json);
    if (body) c.get("activity").body = body;
    if (typeof json === "object" && json !== null) {
      c.get("activity").named = readNamed(json as Record<string, unknown>);
    }
    const output = await answerOnce(c, spec, actor, { param, query, json }, () =>
      handler(c, { actor, param, query, json } as Parsed<E>),
    );
    if (!spec.output) return c.body(null, 204);
    // Also strips what the contract does not declare.
    return c.json(v.parse(spec.output, output) as object, spec.created ? 201 : 200);
  });
}

/** As `implement`, for handlers that stream: they read the body and answer themselves. */
export function raw<E extends Endpoint>(
  app: Hono<AppEnv>,
  spec: E,
  handler: (c: AppContext, parsed: Omit<Parsed<E>, "json">) => Promise<Response> | Response,
): void {
  app.on(spec.method, spec.path, async (c) => {
    const actor = guard(spec, c);
    const param = parse(spec.param, c.req.param(), "param");
    const query = parse(spec.query, queryOf(c), "query");
    const response = await handler(c, { actor, param, query } as Parsed<E>);
    if (c.req.method !== "HEAD") return response;
    // Nobody reads it, and what makes it would wait for that.
    await response.body?.cancel();
    return new Response(null, response);
  });
}
