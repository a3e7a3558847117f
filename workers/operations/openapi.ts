import { toJsonSchema } from "@valibot/to-json-schema";
import * as v from "valibot";
import { errorRegistry } from "#contract/errors";
import { keyScopeOf, type Endpoint } from "#contract/endpoint";
import { ClientFrame } from "#contract/frames";
import { cookieNameAt } from "../auth/cookie.ts";

type Json = Record<string, unknown>;
type Schema = v.GenericSchema<unknown, unknown>;

/** The shape as a caller sees it; what only a check says (a refinement) has no JSON form. */
const schemaOf = (schema: Schema, typeMode: "input" | "output"): Json => {
  const { $schema: _, ...rest } = toJsonSchema(schema as v.GenericSchema, {
    errorMode: "ignore",
    typeMode,
  }) as Json;
  return rest;
};

/** A body has no fields but those named. */
function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed);
  if (typeof node !== "object" || node === null) return node;
  const parts = Object.fromEntries(Object.entries(node).map(([name, one]) => [name, closed(one)]));
  return "properties" in node ? { additionalProperties: false, ...parts } : parts;
}

const pathOf = (path: string): string => path.replace(/:(\w+)(\{[^}]*\})?/g, "{$1}");

function parameters(spec: Endpoint): Json[] {
  const of = (schema: Schema | undefined, place: "path" | "query"): Json[] => {
    if (!schema) return [];
    const object = schemaOf(schema, "input") as { properties?: Json; required?: string[] };
    return Object.entries(object.properties ?? {}).map(([name, one]) => ({
      name,
      in: place,
      required: place === "path" || (object.required?.includes(name) ?? false),
      schema: one,
    }));
  };
  return [...of(spec.param, "path"), ...of(spec.query, "query"), ...idempotencyKey(spec)];
}

function idempotencyKey(spec: Endpoint): Json[] {
  if (!spec.created || !spec.json || spec.access === "public") return [];
  const schema = { type: "string", minLength: 1, maxLength: 255 };
  return [{ name: "Idempotency-Key", in: "header", required: false, schema }];
}

/** Scopes of a key have no place in OpenAPI: `x-key-scope` says which one is needed. */
function security(spec: Endpoint): Json {
  if (spec.access === "public") return { security: [] };
  const scope = keyScopeOf(spec);
  if (scope === false) return { security: [{ login: [] }] };
  return { security: [{ login: [] }, { key: [] }, { bearer: [] }], "x-key-scope": scope };
}

/** The fields of a form and what each is; the file among them. */
const formOf = (form: Readonly<Record<string, string>>): Json => ({
  type: "object",
  properties: Object.fromEntries(
    Object.entries(form).map(([name, description]) => [
      name,
      { type: "string", ...(name === "file" ? { format: "binary" } : {}), description },
    ]),
  ),
  required: ["file"],
});

function requestBody(spec: Endpoint): Json | undefined {
  if (spec.json) {
    const content = { "application/json": { schema: closed(schemaOf(spec.json, "input")) } };
    return { required: !v.is(spec.json, {}), content };
  }
  const { request: type, form } = spec.raw ?? {};
  if (form) return { required: true, content: { "multipart/form-data": { schema: formOf(form) } } };
  if (!type) return undefined;
  return { content: { [type]: { schema: { type: "string", format: "binary" } } } };
}

function responses(spec: Endpoint): Json {
  const error = {
    description: "An error of the registry",
    content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
  };
  const binary = spec.raw?.response;
  if (binary) {
    const content = { [binary]: { schema: { type: "string", format: "binary" } } };
    return { 200: { description: "The bytes", content }, default: error };
  }
  if (!spec.output) return { 204: { description: "Done" }, default: error };
  const content = { "application/json": { schema: schemaOf(spec.output, "output") } };
  return { [spec.created ? 201 : 200]: { description: spec.summary, content }, default: error };
}

const errorSchema: Json = {
  type: "object",
  required: ["error"],
  properties: {
    error: {
      type: "object",
      required: ["code", "reason", "message", "request_id"],
      properties: {
        code: { type: "string", enum: [...Object.keys(errorRegistry), "RATE_LIMIT_EXCEEDED"] },
        id: {
          type: "string",
          description: "The registry's code, where `code` is RATE_LIMIT_EXCEEDED",
        },
        reason: { type: "string" },
        message: { type: "string" },
        cause: { type: "string" },
        remedy: { type: "string" },
        request_id: { type: "string", format: "uuid" },
        retry_after: { type: "integer", description: "Seconds" },
        issues: {
          type: "array",
          description: "What was wrong where, on REQUEST_001",
          items: {
            type: "object",
            required: ["path", "message"],
            properties: { path: { type: "string" }, message: { type: "string" } },
          },
        },
        details: { type: "object", description: "Facts particular to the code" },
      },
    },
  },
};

/** OpenAPI 3.1 of the contract, for the site at `origin`. */
export function describeApi(endpoints: Record<string, Endpoint>, origin: string): Json {
  const paths: Record<string, Json> = {};
  for (const [name, spec] of Object.entries(endpoints)) {
    const path = (paths[pathOf(spec.path)] ??= {});
    path[spec.method.toLowerCase()] = {
      operationId: name,
      summary: spec.summary,
      tags: [spec.path.split("/")[1] ?? ""],
      ...security(spec),
      "x-access": spec.access,
      parameters: parameters(spec),
      ...(requestBody(spec) ? { requestBody: requestBody(spec) } : {}),
      responses: responses(spec),
    };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Engawa", version: "1" },
    servers: [{ url: `${origin}/api/v1` }],
    paths,
    components: {
      schemas: { Error: errorSchema, ClientFrame: schemaOf(ClientFrame, "input") },
      securitySchemes: {
        login: {
          type: "apiKey",
          in: "cookie",
          name: cookieNameAt(origin),
          description:
            "`Engawa-User: <id of a person>` beside it: AUTH_024, and nothing is done, where somebody else is signed in",
        },
        key: { type: "apiKey", in: "header", name: "X-API-Key" },
        bearer: { type: "http", scheme: "bearer", bearerFormat: "sk_live_…" },
      },
    },
  };
}
