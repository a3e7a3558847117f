import { expect, test } from "vitest";
import { allEndpoints } from "#contract/index";
import type { Endpoint } from "#contract/endpoint";
import { errorRegistry } from "#contract/errors";
import { request } from "../testing/people.ts";

interface Operation {
  operationId: string;
  parameters: { name: string; in: string; schema: object }[];
  requestBody?: { required: boolean; content: Record<string, { schema: object }> };
  responses: Record<string, unknown>;
}

test("/openapi.json describes every endpoint of the contract, with each path parameter", async () => {
  const response = await request("GET", "/openapi.json");
  const api = (await response.json()) as {
    openapi: string;
    paths: Record<string, Record<string, Operation>>;
  };
  expect(api.openapi).toBe("3.1.0");
  const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.values(methods).map((operation) => ({ path, ...operation })),
  );
  expect(operations.map((one) => one.operationId).sort()).toEqual(Object.keys(allEndpoints).sort());
  const byName = new Map(operations.map((one) => [one.operationId, one.requestBody]));
  expect(byName.get("terminateLoginsOf")?.required).toBe(false);
  expect(byName.get("createAlert")?.required).toBe(true);
  // A misspelt field is refused, and the description says so.
  expect(byName.get("createAlert")?.content["application/json"]?.schema).toMatchObject({
    additionalProperties: false,
    properties: { threshold: { additionalProperties: false } },
  });
  expect(byName.get("importUsers")?.content).toMatchObject({
    "multipart/form-data": { schema: { required: ["file"], properties: { token: {} } } },
  });
  for (const { path, parameters } of operations) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(parameters.filter((one) => one.in === "path").map((one) => one.name)).toEqual(named);
  }
});

interface Described {
  readonly requestBody?: { readonly content: Record<string, { readonly schema: unknown }> };
}

/** Where a schema has fields and leaves room for more. */
function openIn(node: unknown, at: string): string[] {
  if (typeof node !== "object" || node === null) return [];
  const isOpen = "properties" in node && !("additionalProperties" in node);
  const inside = Object.entries(node).flatMap(([name, one]) => openIn(one, `${at}.${name}`));
  return isOpen || "allOf" in node ? [at, ...inside] : inside;
}

test("/openapi.json says of every JSON body that it has no other fields (decision 27)", async () => {
  const api = (await (await request("GET", "/openapi.json")).json()) as {
    paths: Record<string, Record<string, Described>>;
  };
  const schemas = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { requestBody }]) => {
      const schema = requestBody?.content["application/json"]?.schema;
      return schema === undefined ? [] : [[`${method} ${path}`, schema] as const];
    }),
  );
  const bodies = Object.values(allEndpoints).filter((spec: Endpoint) => spec.json);
  expect(schemas).toHaveLength(bodies.length);
  expect(schemas.flatMap(([name, schema]) => openIn(schema, name))).toEqual([]);
});

test("/docs names every address and every error, in the reader's language", async () => {
  const page = await (
    await request("GET", "/docs", { headers: { "accept-language": "ja" } })
  ).text();
  for (const spec of Object.values(allEndpoints)) expect(page).toContain(`/api/v1${spec.path}`);
  for (const [code, entry] of Object.entries(errorRegistry)) {
    expect(page).toContain(code);
    expect(page).toContain(entry.ja.message);
  }
});

test("health is public, says what is there and needs no sign-in (U-164)", async () => {
  const response = await request("GET", "/api/health");
  expect(await response.json()).toEqual({
    status: "healthy",
    services: { storage: "connected", claude_sdk: "configured" },
  });
});

test("an address that does not exist is REQUEST_002 in the reader's language, with an id", async () => {
  const response = await request("GET", "/api/v1/nothing", {
    headers: { "accept-language": "ja" },
  });
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({
    error: {
      code: "REQUEST_002",
      message: "見つかりません",
      request_id: response.headers.get("x-request-id"),
    },
  });
});

test("every answer carries the security headers", async () => {
  for (const path of ["/api/health", "/api/v1/nothing", "/docs", "/openapi.json"]) {
    const { headers } = await request("GET", path);
    expect(headers.get("content-security-policy")).toContain("script-src 'self'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("strict-transport-security")).toMatch(/max-age=\d+/);
  }
});

test.each([
  ["PUT", "/api/v1/projects", "GET, POST"],
  ["POST", "/api/projects/0b8f8f0e-8d8c-4b9a-9c3c-1f2e3d4c5b6a", "GET, PATCH, DELETE"],
  ["PATCH", "/api/v1/files/src/a.ts", "GET, POST, PUT, DELETE"],
])("%s %s is REQUEST_003 and says what is allowed", async (method, path, allow) => {
  const response = await request(method, path);
  expect(response.status).toBe(405);
  expect(response.headers.get("allow")).toBe(allow);
});

test("/openapi.json says which scope of a key an endpoint needs, and where none comes in", async () => {
  const api = (await (await request("GET", "/openapi.json")).json()) as {
    paths: Record<
      string,
      Record<string, Operation & { security: object[]; "x-key-scope"?: string }>
    >;
  };
  const send = api.paths["/sessions/{id}/messages"]?.["post"];
  expect(send?.["x-key-scope"]).toBe("write");
  expect(send?.security).toContainEqual({ key: [] });
  expect(send?.parameters).toContainEqual(expect.objectContaining({ name: "Idempotency-Key" }));
  const keys = api.paths["/auth/api-keys"]?.["post"];
  expect(keys?.security).toEqual([{ login: [] }]);
});
