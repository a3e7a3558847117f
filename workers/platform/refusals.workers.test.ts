import { beforeAll, describe, expect, test } from "vitest";
import { allEndpoints } from "#contract/index";
import { createFile, createProject, createSession, listChanges } from "../testing/contract.ts";
import { addressOf, call, codeOf, request, signUp, type Person } from "../testing/people.ts";
import { samples, type Things } from "../testing/samples.ts";

let owner: Person;
let stranger: Person;
let things: Things;

beforeAll(async () => {
  [owner, stranger] = [await signUp("user"), await signUp("user")];
  const project = (await (
    await call(owner, createProject, { json: { name: "refusals" } })
  ).json()) as { id: string };
  const session = (await (
    await call(owner, createSession, { json: { project_id: project.id } })
  ).json()) as { id: string };
  const where = { project_id: project.id };
  await call(owner, createFile, { param: { path: "a.txt" }, query: where, body: "hello" });
  const changes = (await (
    await call(owner, listChanges, { param: { id: project.id } })
  ).json()) as { items: { after: string }[] };
  things = {
    project: project.id,
    session: session.id,
    file: "a.txt",
    hash: changes.items[0]?.after ?? "",
  };
});

type Name = keyof typeof allEndpoints;
const names = (which: (name: Name) => boolean) =>
  (Object.keys(allEndpoints) as Name[]).filter(which);
const isGuarded = (name: Name) => allEndpoints[name].access !== "public";

/** What only names things of the caller's own, or makes something new. */
const withoutObject = new Set([
  "refreshLogin",
  "logout",
  "changePassword",
  "getAccount",
  "updateAccount",
  "changeEmail",
  "unlinkIdentity",
  "linkIdentity",
  "deleteAccount",
  "exportAccount",
  "listLogins",
  "endOtherLogins",
  "getSecondFactors",
  "beginTotp",
  "confirmTotp",
  "removeTotp",
  "renewRecoveryCodes",
  "beginPasskey",
  "finishPasskey",
  "beginStepUp",
  "stepUp",
  "listApiKeys",
  "createApiKey",
  "listProjects",
  "createProject",
  "listModels",
  "getUsage",
  "getCosts",
  "listNotices",
  "readNotices",
]);

describe.each(names(isGuarded))("%s", (name) => {
  const spec = allEndpoints[name];

  test("refuses who is not signed in", async () => {
    const response = await call(null, spec, samples(things)[name]);
    expect(response.status).toBe(401);
    expect(await codeOf(response)).toBe("AUTH_002");
  });

  test("refuses a cookie nobody signed", async () => {
    const forged = { ...owner, cookie: `${owner.cookie}x` };
    const response = await call(forged, spec, samples(things)[name]);
    expect(response.status).toBe(401);
  });
});

test.each(
  names(
    (name) => isGuarded(name) && !withoutObject.has(name) && allEndpoints[name].access !== "admin",
  ),
)("%s does not find another person's things", async (name) => {
  const response = await call(stranger, allEndpoints[name], samples(things)[name]);
  if (name === "listSessions") return expect(await response.json()).toEqual({ items: [] });
  expect(response.status).toBe(404);
  expect(["AUTH_020", "KEY_005", "REQUEST_002", "PROJECT_001", "SESSION_002"]).toContain(
    await codeOf(response),
  );
});

test.each(names((name) => allEndpoints[name].access === "admin"))(
  "%s refuses who is no administrator",
  async (name) => {
    const response = await call(owner, allEndpoints[name], samples(things)[name]);
    expect(response.status).toBe(403);
  },
);

test.each(names((name) => allEndpoints[name].method !== "GET"))(
  "%s refuses another site's page",
  async (name) => {
    const spec = allEndpoints[name];
    const response = await request(spec.method, addressOf(spec, samples(things)[name]), {
      as: owner,
      headers: { origin: "https://evil.example" },
    });
    expect(response.status).toBe(403);
    expect(await codeOf(response)).toBe("AUTH_005");
  },
);

test("the two addresses are one API (C-17)", async () => {
  const [long, short] = await Promise.all([
    request("GET", "/api/v1/projects", { as: owner }),
    request("GET", "/api/projects", { as: owner }),
  ]);
  expect(await short.json()).toEqual(await long.json());
});
