/** U-062, cell by cell: each role really does each thing, or is really kept from it. */
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { decide } from "../../agent/permissions.ts";
import { defaultMode, mayUseTool, roleTable, rulesFor } from "../../agent/roles.ts";
import type { Role } from "#contract/common";
import type { Endpoint } from "#contract/endpoint";
import { allEndpoints } from "#contract/index";
import { roleLimits } from "#contract/limit";
import { roleMatrix, type Capability, type Grant } from "#contract/role-matrix";
import { projectMember } from "../../projects/project.sql.ts";
import { chatSession } from "../../sessions/chat-session.sql.ts";
import { callers, newCaller } from "../../testing/callers.ts";
import {
  addressOf,
  call,
  request,
  signUp,
  type Person,
  type Sample,
} from "../../testing/people.ts";
import { classifyCommand } from "../../tools/bash/classify.ts";
import { openDb } from "../db.ts";

const db = openDb(env.DB);
const all = allEndpoints;
const roles = ["user", "admin", "guest"] as const;
const kinds = { user: "a user", admin: "an administrator", guest: "a guest" } as const;

interface Actor {
  readonly id: string;
  readonly headers: Record<string, string>;
}

let owner: Person;
let project: string;

const idOf = async (response: Response): Promise<string> => {
  if (!response.ok) throw new Error(await response.text());
  return ((await response.json()) as { id: string }).id;
};

beforeAll(async () => {
  owner = await signUp("user");
  project = await idOf(await call(owner, all.createProject, { json: { name: "roles" } }));
  await writeFile("a.txt");
});

const fileOf = (path: string) => ({ param: { path }, query: { project_id: project } });
const writeFile = (path: string) => call(owner, all.createFile, { ...fileOf(path), body: "x" });

/** Somebody of that role who shares the project: a guest as a viewer, as guests do. */
async function join(role: Role): Promise<Actor> {
  const headers = await newCaller(callers[kinds[role]] ?? {});
  const status = await request("GET", "/api/v1/auth/status", { headers });
  const { me } = (await status.json()) as { me: { id: string } };
  const member = role === "guest" ? "viewer" : "member";
  const row = { projectId: project, userId: me.id, createdAt: new Date() };
  await db.insert(projectMember).values({ ...row, role: member });
  return { id: me.id, headers };
}

async function send(actor: Actor, spec: Endpoint, sample: Sample = {}): Promise<number> {
  const { json, body } = sample;
  const response = await request(spec.method, addressOf(spec, sample), {
    headers: actor.headers,
    ...(json === undefined ? {} : { json }),
    ...(body === undefined ? {} : { body }),
  });
  await response.arrayBuffer();
  return response.status;
}

const newSession = (actor: Actor) =>
  send(actor, all.createSession, { json: { project_id: project } });

/** Sessions held already. */
async function hold(actor: Actor, count: number): Promise<void> {
  const now = new Date();
  const row = (index: number) => ({
    id: crypto.randomUUID(),
    projectId: project,
    userId: actor.id,
    title: `held ${index}`,
    model: "demo",
    mode: "plan" as const,
    status: "active" as const,
    createdAt: now,
    lastActivityAt: now,
  });
  for (let at = 0; at < count; at++) await db.insert(chatSession).values(row(at));
}

const verdict = (role: Role, command: string) =>
  decide({
    mode: defaultMode(role),
    role,
    rules: rulesFor(role),
    call: { id: "1", name: "Bash", input: { command } },
    effect: "shell",
    command: classifyCommand(command),
  }).verdict;

/** What a role turns out to be granted. */
const trials: Record<string, (role: Role) => Promise<Grant>> = {
  async create_session(role) {
    const actor = await join(role);
    const limit = roleLimits[role].sessions_held;
    await hold(actor, (limit ?? 31) - 1);
    if ((await newSession(actor)) !== 201) return false;
    return (await newSession(actor)) === 201 ? true : (limit ?? false);
  },
  async delete_session(role) {
    const actor = await join(role);
    const json = { project_id: project };
    const response = await request("POST", "/api/v1/sessions", { headers: actor.headers, json });
    const own = await send(actor, all.deleteSession, { param: { id: await idOf(response) } });
    const theirs = await idOf(await call(owner, all.createSession, { json }));
    const others = await send(actor, all.deleteSession, { param: { id: theirs } });
    const found = await call(owner, all.getSession, { param: { id: theirs } });
    expect(found.status).toBe(others === 204 ? 404 : 200);
    return own !== 204 ? false : others === 204 ? "all" : "own";
  },
  async read_file(role) {
    const actor = await join(role);
    const list = await send(actor, all.listFiles, { query: { project_id: project } });
    return list === 200 && (await send(actor, all.readFile, fileOf("a.txt"))) === 200;
  },
  async write_file(role) {
    const actor = await join(role);
    const path = `${crypto.randomUUID()}.txt`;
    const made = await send(actor, all.createFile, { ...fileOf(path), body: "x" });
    const saved = await send(actor, all.saveFile, { ...fileOf("a.txt"), body: "y" });
    expect(made === 201).toBe(saved === 200 || saved === 428 || saved === 412);
    return made === 201;
  },
  async delete_file(role) {
    const actor = await join(role);
    const path = `${crypto.randomUUID()}.txt`;
    await writeFile(path);
    const deleted = await send(actor, all.deleteFile, fileOf(path));
    const left = await call(owner, all.readFile, fileOf(path));
    expect(left.status).toBe(deleted === 200 ? 404 : 200);
    return deleted === 200;
  },
  async shell(role) {
    if (verdict(role, "ls") === "deny") return false;
    const dangerous = ["curl https://example.test", "sudo id", "dd if=/dev/zero of=a"];
    return dangerous.every((one) => verdict(role, one) === "deny") ? "restricted" : true;
  },
  async external_api(role) {
    return ["WebFetch", "WebSearch"].every((tool) => mayUseTool(role, [], tool));
  },
  manage_users: async (role) => (await send(await join(role), all.listUsers)) === 200,
  settings: async (role) => (await send(await join(role), all.listPrices)) === 200,
  audit: async (role) => (await send(await join(role), all.verifyAudit, { json: {} })) === 200,
};

const cells = roleMatrix.flatMap((capability) => roles.map((role) => ({ capability, role })));

test.each(cells)("$capability.id of $role", async ({ capability, role }) => {
  expect(await trials[capability.id]?.(role)).toBe(capability.grants[role]);
});

const rank: Record<string, number> = { public: -1, guest: 0, user: 1, admin: 2 };
const endpointsOf = ({ endpoints, below = [] }: Capability): [string, Endpoint][] =>
  (Object.entries(all) as [string, Endpoint][]).filter(
    ([name, { path }]) =>
      (endpoints as readonly string[]).includes(name) || below.some((one) => path.startsWith(one)),
  );

describe.each(roleMatrix)("$id: what stands for it agrees", (capability) => {
  test.each(roles)("%s", (role) => {
    const granted = capability.grants[role] !== false;
    for (const [name, spec] of endpointsOf(capability)) {
      expect([name, (rank[role] ?? 0) >= (rank[spec.access] ?? 0)]).toEqual([name, granted]);
    }
    for (const tool of capability.tools) {
      expect([tool, mayUseTool(role, roleTable[role].rules.deny, tool)]).toEqual([tool, granted]);
    }
  });
});
