/** Every endpoint of the contract, every kind of caller: what they are told, generated from the contract. */
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { errorRegistry, type ErrorBody, type ErrorCode } from "#contract/errors";
import type { Endpoint } from "#contract/endpoint";
import { allEndpoints } from "#contract/index";
import { app } from "../app.ts";
import { userSession } from "../auth/user-session.sql.ts";
import { forgetSettings } from "../settings/read-settings.ts";
import { systemSetting } from "../settings/system-setting.sql.ts";
import { callers, newCaller } from "../testing/callers.ts";
import { expectedRefusal } from "../testing/expected-refusal.ts";
import { addPasskey } from "../testing/factors.ts";
import { makeKey } from "../testing/keys.ts";
import { addressOf, call, request, signUp, type Person, type Sample } from "../testing/people.ts";
import { samples, type Things } from "../testing/samples.ts";
import { openDb } from "./db.ts";

const db = openDb(env.DB);
type Name = keyof typeof allEndpoints;
const endpoints = Object.entries(allEndpoints) as [Name, Endpoint][];

/** What only the gate says. An endpoint that says so itself stands below, with its reason. */
const gate = new Set<string>([
  "AUTH_002",
  "AUTH_003",
  "AUTH_004",
  "AUTH_005",
  "AUTH_009",
  "AUTH_010",
  "AUTH_011",
  "AUTH_016",
  "KEY_001",
  "KEY_002",
  "KEY_003",
]);
const itsOwnWords: Partial<Record<Name, readonly ErrorCode[]>> = {
  // In place of the old password, a second factor.
  changePassword: ["AUTH_010"],
  // Not the last one where the site wants one; no codes where there is none.
  removeTotp: ["AUTH_009"],
  renewRecoveryCodes: ["AUTH_009"],
  // Who adds a factor shows the one there is, or the password in the request itself.
  beginTotp: ["AUTH_010"],
  beginPasskey: ["AUTH_010"],
  // The password proves nothing where there is a second factor.
  stepUp: ["AUTH_010"],
};

async function requireFactor(value: boolean): Promise<void> {
  const at = new Date();
  await db
    .insert(systemSetting)
    .values({
      id: crypto.randomUUID(),
      category: "SECURITY",
      key: "require_2fa",
      value,
      valueType: "BOOLEAN",
      createdAt: at,
      updatedAt: at,
    })
    .onConflictDoUpdate({ target: [systemSetting.category, systemSetting.key], set: { value } });
  forgetSettings(env);
}

let owner: Person;
let things: Things;

const json = async <T>(response: Promise<Response>): Promise<T> => {
  const answer = await response;
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as T;
};

beforeAll(async () => {
  owner = await signUp("user");
  const all = allEndpoints;
  const id = { param: {} as Record<string, string> };
  const project = await json<{ id: string }>(
    call(owner, all.createProject, { json: { name: "matrix" } }),
  );
  id.param["id"] = project.id;
  const session = await json<{ id: string }>(
    call(owner, all.createSession, { json: { project_id: project.id } }),
  );
  const file = { param: { path: "a.txt" }, query: { project_id: project.id }, body: "hello" };
  await call(owner, all.createFile, file);
  const changes = await json<{ items: { after: string }[] }>(call(owner, all.listChanges, id));
  const asked = { kind: "elevation", reason: "the matrix needs one" };
  const login = await db.select().from(userSession).where(eq(userSession.userId, owner.id)).get();
  things = {
    project: project.id,
    session: session.id,
    file: "a.txt",
    hash: changes.items[0]?.after ?? "",
    key: (await makeKey(owner)).id,
    request: (await json<{ id: string }>(call(owner, all.createRequest, { json: asked }))).id,
    login: login?.id ?? "",
    passkey: (await addPasskey(owner)).id,
  };
  // Who was asked for a second factor long ago is restricted; everybody else has their grace.
  await requireFactor(true);
});

afterAll(() => requireFactor(false));

async function knock(
  spec: Endpoint,
  sample: Sample,
  headers: Record<string, string>,
): Promise<Response> {
  const context = createExecutionContext();
  const body = sample.json === undefined ? sample.body : JSON.stringify(sample.json);
  const init = {
    method: spec.method,
    headers: {
      ...headers,
      ...(sample.json === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body }),
  };
  const url = `http://engawa.test${addressOf(spec, sample)}`;
  const response = await app.fetch(new Request(url, init), env, context);
  await waitOnExecutionContext(context);
  return response;
}

const codeOf = async (response: Response): Promise<string | null> => {
  if (response.ok || response.status < 400) {
    await response.arrayBuffer();
    return null;
  }
  const { error } = (await response.json()) as ErrorBody;
  return error.id ?? error.code;
};

/** `403 AUTH_004` where the gate refuses, `through` where the endpoint itself has the word. */
async function outcome(
  name: Name,
  headers: Record<string, string>,
  refusal: string | null,
): Promise<string> {
  const response = await knock(allEndpoints[name], samples(things)[name], headers);
  const code = await codeOf(response);
  const own: readonly string[] = itsOwnWords[name] ?? [];
  const itsOwn = code !== refusal && own.includes(code ?? "");
  if (code !== null && gate.has(code) && !itsOwn) return `${response.status} ${code}`;
  return response.status >= 500 ? `${response.status}` : "through";
}

const expected = (spec: Endpoint, kind: (typeof callers)[string]): string => {
  const code = expectedRefusal(spec, kind) as ErrorCode | null;
  return code === null ? "through" : `${errorRegistry[code].status} ${code}`;
};

/** One of each kind, for what changes nothing about them. */
const met = new Map<string, Promise<Record<string, string>>>();
const callerOf = (who: string): Promise<Record<string, string>> => {
  const known = met.get(who) ?? newCaller(callers[who] ?? {});
  met.set(who, known);
  return known;
};

let cells = 0;

describe("who may call what", () => {
  test.each(endpoints)("%s", async (name, spec) => {
    const found = await Promise.all(
      Object.entries(callers).map(async ([who, kind]) => {
        const shared = kind.refusal !== undefined || spec.method === "GET";
        const headers = await (shared ? callerOf(who) : newCaller(kind));
        cells += 1;
        return [who, await outcome(name, headers, expectedRefusal(spec, kind))];
      }),
    );
    const wanted = Object.entries(callers).map(([who, kind]) => [who, expected(spec, kind)]);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(wanted));
  });

  test("no cell is missing", () => {
    expect(cells).toBe(Object.keys(allEndpoints).length * Object.keys(callers).length);
  });
});

/** Whether a sample names something of the owner's. */
function namesAnObject(name: Name): boolean {
  const { path: _, ...rest } = { ...samples(things)[name] } as Sample & { path?: string };
  const ids = Object.entries(things).filter(([kind]) => kind !== "file");
  return ids.some(([, id]) => JSON.stringify(rest).includes(id));
}

/** A list of somebody else's things is an empty one. */
const lists: Partial<Record<Name, unknown>> = { listSessions: { items: [] } };

describe("another person's things are not found, whoever asks", () => {
  const strangers = ["a user", "an administrator", "a key that reads and writes"] as const;

  test.each(endpoints.filter(([, spec]) => spec.access !== "public"))("%s", async (name, spec) => {
    if (!namesAnObject(name)) return;
    for (const who of strangers) {
      const kind = callers[who] ?? {};
      if (expectedRefusal(spec, kind) !== null) continue;
      // U-062: administrators delete anybody's session; see the matrix of roles.
      if (name === "deleteSession" && who === "an administrator") continue;
      const response = await knock(spec, samples(things)[name], await callerOf(who));
      if (name in lists) {
        expect(await response.json()).toEqual(lists[name]);
        continue;
      }
      expect([who, response.status]).toEqual([who, 404]);
      expect((await codeOf(response)) ?? "").toMatch(/^(PROJECT|SESSION|KEY|AUTH|ACCESS|REQUEST)_/);
    }
  });

  test("these endpoints name one, so that none is forgotten", () => {
    const named = new Set(endpoints.map(([name]) => name).filter(namesAnObject));
    const ownOnly = endpoints.filter(
      ([name, spec]) =>
        spec.param !== undefined &&
        spec.access !== "admin" &&
        spec.access !== "public" &&
        !named.has(name),
    );
    // Of the caller's own by a name that is the same for everybody.
    expect(ownOnly.map(([name]) => name).sort()).toEqual(["linkIdentity", "unlinkIdentity"]);
  });
});

describe("another site's page changes nothing", () => {
  test.each(endpoints.filter(([, spec]) => spec.method !== "GET"))("%s", async (name, spec) => {
    const headers = {
      ...(await callerOf("an administrator")),
      origin: "https://evil.example",
    };
    const response = await knock(spec, samples(things)[name], headers);
    expect([response.status, await codeOf(response)]).toEqual([403, "AUTH_005"]);
  });
});

test("the socket of a chat is guarded as an endpoint is", async () => {
  const path = `/ws/chat/${things.session}`;
  const upgrade = { upgrade: "websocket", origin: "http://engawa.test" };
  const spec: Endpoint = { method: "GET", path, access: "guest", key: "read", summary: "" };
  for (const [who, kind] of Object.entries(callers)) {
    const response = await request("GET", path, {
      headers: { ...upgrade, ...(await newCaller(kind)) },
    });
    const refusal = expectedRefusal(spec, kind) ?? "SESSION_002";
    expect([who, await codeOf(response)]).toEqual([who, refusal]);
  }
});

test("the two addresses are one API (C-17)", async () => {
  const [long, short] = await Promise.all([
    request("GET", "/api/v1/projects", { as: owner }),
    request("GET", "/api/projects", { as: owner }),
  ]);
  expect(await short.json()).toEqual(await long.json());
});
