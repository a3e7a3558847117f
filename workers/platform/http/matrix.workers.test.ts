/** Every endpoint of the contract, every kind of caller: what they are told, generated from the contract. */
import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { errorRegistry, type ErrorCode } from "#contract/errors";
import type { Endpoint } from "#contract/endpoint";
import { allEndpoints } from "#contract/index";
import { userSession } from "../../auth/user-session.sql.ts";
import { job } from "../../jobs/job.sql.ts";
import { forgetSettings } from "../../settings/read-settings.ts";
import { systemSetting } from "../../settings/system-setting.sql.ts";
import { answerOf, successOf, type InTurn } from "../../testing/answers.ts";
import { callerNames } from "../../testing/caller-names.ts";
import { callers, newCaller, type Kind } from "../../testing/callers.ts";
import { expectedRefusal } from "../../testing/expected-refusal.ts";
import { addPasskey } from "../../testing/factors.ts";
import { makeKey } from "../../testing/keys.ts";
import { knock, refusalIn, toldBy } from "../../testing/knock.ts";
import { call, request, signUp, type Person, type Sample } from "../../testing/people.ts";
import { reachedElsewhere } from "../../testing/reached-elsewhere.ts";
import { samples } from "../../testing/samples.ts";
import type { Things } from "../../testing/things.ts";
import { newWalker, type Walker } from "../../testing/walk.ts";
import { walkOwnAccount, walkOwnThings } from "../../testing/walk-own.ts";
import { walkOthers, walkPeople } from "../../testing/walk-people.ts";
import { walkSite } from "../../testing/walk-site.ts";
import { openDb } from "../db.ts";

const db = openDb(env.DB);
type Name = keyof typeof allEndpoints;
const endpoints = Object.entries(allEndpoints) as [Name, Endpoint][];

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
  const newSession = () =>
    json<{ id: string }>(call(owner, all.createSession, { json: { project_id: project.id } }));
  const [session, doomed] = [await newSession(), await newSession()];
  const file = { param: { path: "a.txt" }, query: { project_id: project.id }, body: "hello" };
  await call(owner, all.createFile, file);
  const changes = await json<{ items: { after: string }[] }>(call(owner, all.listChanges, id));
  const asked = { kind: "elevation", reason: "the matrix needs one" };
  const login = await db.select().from(userSession).where(eq(userSession.userId, owner.id)).get();
  things = {
    project: project.id,
    session: session.id,
    doomed: doomed.id,
    file: "a.txt",
    hash: changes.items[0]?.after ?? "",
    key: (await makeKey(owner)).id,
    request: (await json<{ id: string }>(call(owner, all.createRequest, { json: asked }))).id,
    login: login?.id ?? "",
    passkey: (await addPasskey(owner)).id,
  };
  // Who was asked for a second factor long ago is restricted; everybody else has their grace.
  await requireFactor(true);
}, 60_000);

afterAll(() => requireFactor(false));

/** What the gate says, else what the endpoint itself has to say. */
const expected = (name: Name, kind: Kind): string | InTurn => {
  const spec = allEndpoints[name];
  const code = expectedRefusal(spec, kind) as ErrorCode | null;
  return code === null ? answerOf(name, spec, kind) : `${errorRegistry[code].status} ${code}`;
};

/** One of each kind, for what leaves them who they are. */
const met = new Map<string, Promise<Record<string, string>>>();
const callerOf = (who: string): Promise<Record<string, string>> => {
  const known = met.get(who) ?? newCaller(callers[who] ?? {});
  met.set(who, known);
  return known;
};

/** What ends the sign-in it comes with. */
const endsItsCaller = new Set<Name>(["logout", "refreshLogin", "endActing"]);

/** What was really asked, and told something. */
const cells: string[] = [];

const ask = async (name: Name, who: string): Promise<string> => {
  const headers = await (endsItsCaller.has(name) ? newCaller(callers[who] ?? {}) : callerOf(who));
  const told = await toldBy(await knock(allEndpoints[name], samples(things)[name], headers));
  cells.push(`${name}: ${who}`);
  return told;
};

/** As if the search before were over: one goes on after its answer, and holds off the next. */
const endSearch = () =>
  db.update(job).set({ exclusive: null }).where(eq(job.kind, "search_orphans"));
const before: Partial<Record<Name, () => Promise<unknown>>> = { searchOrphans: endSearch };

describe("who may call what, and what they are told", () => {
  test.each(endpoints)("%s", async (name) => {
    const wanted: Record<string, string> = {};
    const found: Record<string, string> = {};
    const inTurn: [string, InTurn][] = [];
    await Promise.all(
      Object.entries(callers).map(async ([who, kind]) => {
        const answer = expected(name, kind);
        if (typeof answer !== "string") return void inTurn.push([who, answer]);
        wanted[who] = answer;
        found[who] = await ask(name, who);
      }),
    );
    for (const [at, [who, { first, others }]] of inTurn.entries()) {
      await before[name]?.();
      wanted[who] = at === 0 ? first : others;
      found[who] = await ask(name, who);
    }
    expect(found).toEqual(wanted);
  });

  test("no cell is missing", () => {
    const all = Object.keys(allEndpoints).flatMap((name) =>
      callerNames.map((who) => `${name}: ${who}`),
    );
    expect(cells.sort()).toEqual(all.sort());
  });
});

/** Whether a sample names something of the owner's. */
function namesAnObject(name: Name): boolean {
  const { path: _, ...rest } = { ...samples(things)[name] } as Sample & { path?: string };
  const ids = Object.entries(things).filter(([kind]) => kind !== "file");
  return ids.some(([, id]) => JSON.stringify(rest).includes(id));
}

const notFound = (name: Name): string => {
  const told = answerOf(name, allEndpoints[name], { role: "user" });
  return typeof told === "string" && told.startsWith("404 ") ? told : `${told}: not one of 404`;
};

/** A list of somebody else's things is an empty one. */
const lists: Partial<Record<Name, unknown>> = { listSessions: { items: [] } };

describe("another person's things are not found, whoever asks", () => {
  const strangers = [
    "a guest",
    "a user",
    "a user granted the administrator's role",
    "an administrator",
    "an administrator who acts as a user",
    "a key that reads and writes",
    "an administrator's key",
  ];

  test.each(endpoints.filter(([, spec]) => spec.access !== "public"))("%s", async (name, spec) => {
    if (!namesAnObject(name)) return;
    for (const who of strangers) {
      const kind = callers[who] ?? {};
      if (expectedRefusal(spec, kind) !== null) continue;
      // U-062: administrators delete anybody's session; see the matrix of roles.
      if (name === "deleteSession" && (kind.role === "admin" || kind.elevated)) continue;
      // The console is about other people's things.
      if (spec.access === "admin") continue;
      const response = await knock(spec, samples(things)[name], await callerOf(who));
      if (name in lists) expect(await response.json()).toEqual(lists[name]);
      else expect([who, await toldBy(response)]).toEqual([who, notFound(name)]);
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
    // Of the caller's own by a name that is the same for everybody, or said to everybody.
    expect(ownOnly.map(([name]) => name).sort()).toEqual([
      "dismissAnnouncement",
      "linkIdentity",
      "proveElsewhere",
      "unlinkIdentity",
    ]);
  });
});

describe("what is one's own, and what one may change, is answered with success", () => {
  const walkerOf = async (who: string): Promise<Walker> => {
    const id = crypto.randomUUID();
    const account = { id, passwordHash: "none" };
    return newWalker(id, await newCaller({ ...callers[who], account }));
  };
  const reached = new Set<Name>();
  const note = ({ reached: more }: Walker) => more.forEach((name) => reached.add(name));

  test.each([
    "a user",
    "a key that reads and writes",
    "an administrator",
    "an administrator's key",
  ])("%s: projects, files and chats of one's own", async (who) => {
    const walker = await walkerOf(who);
    await walkOwnThings(walker);
    note(walker);
  });

  test("a user: keys and requests", async () => {
    const walker = await walkerOf("a user");
    await walkOwnAccount(walker);
    note(walker);
  });

  test("an administrator: people, and what is theirs", async () => {
    const [admin, owner] = [await walkerOf("an administrator"), await walkerOf("a user")];
    await walkPeople(admin, await walkerOf("a user with a second factor"));
    await walkOthers(admin, owner);
    note(admin);
  });

  test("an administrator: the site", async () => {
    const admin = await walkerOf("an administrator");
    await walkSite(admin);
    note(admin);
  });

  test("no endpoint is without", () => {
    const answered = ([name, spec]: [Name, Endpoint]) =>
      Object.values(callers).some((kind) => {
        const answer = expected(name, kind);
        return (typeof answer === "string" ? answer : answer.first) === successOf(spec);
      });
    const elsewhere = new Set(Object.values(reachedElsewhere).flat());
    const without = endpoints.filter((one) => !answered(one)).map(([name]) => name);
    const missing = without.filter((name) => !reached.has(name) && !elsewhere.has(name));
    expect(missing, missing.join(" ")).toEqual([]);
  });
});

describe("another site's page changes nothing", () => {
  test.each(endpoints.filter(([, spec]) => spec.method !== "GET"))("%s", async (name, spec) => {
    const headers = {
      ...(await callerOf("an administrator")),
      origin: "https://evil.example",
    };
    const response = await knock(spec, samples(things)[name], headers);
    expect(await toldBy(response)).toBe("403 AUTH_005");
  });
});

test("the socket of a chat is guarded as an endpoint is", async () => {
  const path = `/ws/chat/${things.session}`;
  const upgrade = { upgrade: "websocket", origin: "http://engawa.test" };
  const rights = { access: "guest", key: "read", acting: false } as const;
  const spec: Endpoint = { method: "GET", path, ...rights, summary: "" };
  for (const [who, kind] of Object.entries(callers)) {
    const response = await request("GET", path, {
      headers: { ...upgrade, ...(await newCaller(kind)) },
    });
    const refusal = expectedRefusal(spec, kind) ?? "SESSION_002";
    expect([who, await refusalIn(response)]).toEqual([who, refusal]);
  }
});

test("the two addresses are one API (C-17)", async () => {
  const [long, short] = await Promise.all([
    request("GET", "/api/v1/projects", { as: owner }),
    request("GET", "/api/projects", { as: owner }),
  ]);
  expect(await short.json()).toEqual(await long.json());
});
