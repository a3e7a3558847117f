import { createMessageBatch } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { leadsOutside } from "#contract/errors-files";
import { securityFinding } from "../../auth/watch/security-finding.sql.ts";
import { notice } from "../../notices/notice.sql.ts";
import type { ActivityEvent } from "../../platform/records/activity-event.ts";
import { openDb } from "../../platform/db.ts";
import { hour } from "../../platform/durations.ts";
import { consumeQueue } from "../../queue.ts";
import { newProject } from "../../testing/files.ts";
import { codeOf, request, signUp } from "../../testing/people.ts";
import { agentAbuseCode, commandAbuseCode, guesses, thresholds } from "./count-signals.ts";
import { noticesOf, violationsOf } from "./testing.ts";

const db = openDb(env.DB);

const eventOf = (userId: string, more: Partial<ActivityEvent>): ActivityEvent => ({
  id: crypto.randomUUID(),
  user_id: userId,
  key_id: null,
  action_type: "ERROR",
  resource_type: "PROJECT",
  resource_id: crypto.randomUUID(),
  endpoint: "/api/v1/projects/x",
  method: "GET",
  request_body: null,
  response_status: 404,
  error_message: null,
  error_code: "PROJECT_001",
  ip_address: null,
  user_agent: null,
  duration_ms: 1,
  created_at: Date.now(),
  ...more,
});

const times = (count: number, make: (n: number) => ActivityEvent) =>
  Array.from({ length: count }, (_one, n) => make(n));

const deliver = (events: readonly ActivityEvent[]) =>
  consumeQueue(
    createMessageBatch(
      "engawa-activity",
      events.map((body) => ({ id: body.id, timestamp: new Date(), attempts: 1, body })),
    ),
    env,
  );

/** As many projects, of whom it is, where they are. */
async function projectsOf(ownerId: string, count: number, status = "active"): Promise<string[]> {
  const ids = Array.from({ length: count }, () => crypto.randomUUID());
  await env.DB.prepare(
    `INSERT INTO project (id, name, owner_id, status, created_at, last_activity_at)
      SELECT value, 'p', ?, ?, 1, 1 FROM json_each(?)`,
  )
    .bind(ownerId, status, JSON.stringify(ids))
    .run();
  return ids;
}

const askFor = (userId: string, ids: readonly string[], more: Partial<ActivityEvent> = {}) =>
  deliver(ids.map((id) => eventOf(userId, { resource_id: id, ...more })));

test.each([
  ["traversal", { error_code: "FILE_004", error_message: leadsOutside, response_status: 400 }],
  ["commands", { error_code: "COMMAND_ABUSE", response_status: 403 }],
  ["flood", { error_code: "RATE_001", response_status: 429 }],
] as const)(
  "%s is noticed at its threshold, over several batches, and once",
  async (kind, more) => {
    const { id } = await signUp("user");
    const events = times(thresholds[kind], () => eventOf(id, more));
    const half = Math.floor(events.length / 2);
    await deliver(events.slice(0, half));
    expect(await violationsOf(id)).toEqual([]);
    await deliver(events.slice(half, -1));
    expect(await violationsOf(id)).toEqual([]);
    await deliver(events.slice(-1));
    await deliver(events);
    await deliver(events.slice(-1));
    expect(await violationsOf(id)).toMatchObject([{ kind, step: 1 }]);
    expect(await noticesOf(id)).toEqual(["violation_warning"]);
  },
);

test("different things of others, asked for by id, are enumeration (U-102)", async () => {
  const [person, other] = [await signUp("user"), await signUp("user")];
  const theirs = await projectsOf(other.id, thresholds.enumeration);
  await askFor(person.id, theirs.slice(1));
  expect(await violationsOf(person.id)).toEqual([]);
  await askFor(person.id, theirs.slice(0, 1), { endpoint: `/api/v1/projects/${theirs[0]}` });
  const [found] = await violationsOf(person.id);
  expect(found).toMatchObject({ kind: "enumeration", step: 1 });
  expect(found?.detail).toMatch(/^30 in 10 min: GET /);
  expect(found?.detail).toContain(`GET /api/v1/projects/${theirs[0]}`);
});

test("what is one's own, or gone, is asked for freely; ids nothing has only until it is guessing", async () => {
  const [person, other] = [await signUp("user"), await signUp("user")];
  await askFor(person.id, await projectsOf(person.id, 40, "deleted"));
  await askFor(person.id, await projectsOf(other.id, 40, "deleted"));
  const shared = await projectsOf(other.id, 40);
  await env.DB.prepare(
    "INSERT INTO project_member (project_id, user_id, role, created_at) SELECT value, ?, 'member', 1 FROM json_each(?)",
  )
    .bind(person.id, JSON.stringify(shared))
    .run();
  await askFor(person.id, shared, { error_code: "AUTH_004" });
  const none = Array.from({ length: guesses }, () => crypto.randomUUID());
  await askFor(person.id, none.slice(1));
  expect(await violationsOf(person.id)).toEqual([]);
  await askFor(person.id, none.slice(0, 1));
  expect(await violationsOf(person.id)).toMatchObject([{ kind: "enumeration", step: 1 }]);
});

test("an administrator may look up who and what they like in the console", async () => {
  const [admin, other] = [await signUp("admin"), await signUp("user")];
  const theirs = await projectsOf(other.id, 40);
  await askFor(admin.id, theirs, { endpoint: "/api/v1/admin/projects/x/restore" });
  const people = Array.from({ length: 40 }, () => crypto.randomUUID());
  await askFor(admin.id, people, { error_code: "USER_001", resource_type: "USER" });
  expect(await violationsOf(admin.id)).toEqual([]);
});

test("what an administrator does while acting as a person is not the person's (T-24)", async () => {
  const [person, other, admin] = [
    await signUp("user"),
    await signUp("user"),
    await signUp("admin"),
  ];
  const theirs = await projectsOf(other.id, 64);
  await askFor(person.id, theirs, { impersonator_id: admin.id });
  await askFor(person.id, theirs.slice(0, 1));
  expect(await violationsOf(person.id)).toEqual([]);
});

test("what the agent ran by itself is told to administrators, and punishes nobody", async () => {
  const [person, session] = [await signUp("user"), crypto.randomUUID()];
  const run = (error_code: string) =>
    deliver(
      times(thresholds.commands, (n) =>
        eventOf(person.id, {
          error_code,
          method: "TOOL",
          resource_id: session,
          request_body: { abuse: "system_files", what: `/root/${n}` },
          created_at: Date.now() + n,
        }),
      ),
    );
  await run(agentAbuseCode);
  await run(agentAbuseCode);
  expect(await violationsOf(person.id)).toEqual([]);
  const findings = await db
    .select()
    .from(securityFinding)
    .where(eq(securityFinding.userId, person.id));
  expect(findings).toMatchObject([{ kind: "agent_commands", severity: "medium" }]);
  expect(findings[0]?.detail["examples"]).toContain("/root/4");
  await run(commandAbuseCode);
  expect(await violationsOf(person.id)).toMatchObject([
    {
      kind: "commands",
      step: 1,
      sessionId: session,
      detail: "5 in 10 min: /root/4, /root/3, /root/2, /root/1, /root/0",
    },
  ]);
  const [told] = await db.select().from(notice).where(eq(notice.userId, person.id));
  expect(told?.data["examples"]).toContain("/root/4, /root/3");
});

test("a folder full of names nobody can use is no attack; paths that lead outside are", async () => {
  const person = await signUp("user");
  const project = await newProject(person);
  const upload = async (name: (n: number) => string) => {
    const events: ActivityEvent[] = [];
    const ACTIVITY = { send: async (event: ActivityEvent) => void events.push(event) } as never;
    const send = async (path: string) => {
      const address = `/api/v1/files/${encodeURIComponent(path)}?project_id=${project}`;
      const answer = await request("POST", address, { as: person, body: "x", env: { ACTIVITY } });
      expect(await codeOf(answer)).toBe("FILE_004");
    };
    await Promise.all(Array.from({ length: thresholds.traversal }, (_one, n) => send(name(n))));
    await deliver(events);
  };
  await upload((n) => `Icon${n}\r`);
  await upload((n) => `./src/${n}.ts`);
  expect(await violationsOf(person.id)).toEqual([]);
  await upload((n) => `../${n}`);
  expect(await violationsOf(person.id)).toMatchObject([{ kind: "traversal", step: 1 }]);
});

test("a page that asks for one deleted thing again and again is no attack", async () => {
  const { id } = await signUp("user");
  const same = crypto.randomUUID();
  await deliver(times(90, () => eventOf(id, { resource_id: same })));
  expect(await violationsOf(id)).toEqual([]);
});

const refused = {
  traversal: { error_code: "FILE_004", error_message: leadsOutside, response_status: 400 },
  flood: { error_code: "RATE_002", response_status: 429 },
} as const;

/** An hour after the step, and seconds after what was done just now. */
async function graceEnds(id: string): Promise<void> {
  const at = Date.now() - hour - 1000;
  await env.DB.batch([
    env.DB.prepare("UPDATE violation SET created_at = ? WHERE user_id = ?").bind(at, id),
    env.DB.prepare(
      "UPDATE user_activity SET created_at = created_at - 5000 WHERE user_id = ?",
    ).bind(id),
  ]);
}

const goingOn = (id: string) =>
  db
    .select()
    .from(securityFinding)
    .where(and(eq(securityFinding.userId, id), eq(securityFinding.kind, "after_warning")));

test.each([
  ["traversal", "high"],
  ["flood", "medium"],
] as const)(
  "who was warned of %s has an hour to see to the script, of which administrators are told (U-106)",
  async (kind, severity) => {
    const [{ id }, admin] = [await signUp("user"), await signUp("admin")];
    const slip = () =>
      deliver(
        times(thresholds[kind], (n) =>
          eventOf(id, { ...refused[kind], created_at: Date.now() + n }),
        ),
      );
    await slip();
    expect(await goingOn(id)).toEqual([]);
    await env.DB.prepare("UPDATE violation SET created_at = created_at - 1000").run();
    for (const _again of [1, 2, 3]) await slip();
    expect(await violationsOf(id)).toMatchObject([{ kind, step: 1 }]);
    const [found, ...more] = await goingOn(id);
    expect(found).toMatchObject({ severity, times: 1, detail: { conduct: kind } });
    expect(found?.detail["examples"]).toContain("GET /api/v1/projects/x");
    expect(more).toEqual([]);
    expect((await noticesOf(admin.id)).includes("security_finding")).toBe(severity === "high");

    await graceEnds(id);
    await deliver([eventOf(id, refused[kind])]);
    expect(await violationsOf(id)).toMatchObject([{ step: 1 }]);
    await slip();
    expect(await violationsOf(id)).toMatchObject([{ step: 1 }, { kind, step: 2 }]);
  },
);

test("commands a person said yes to have no grace, whatever else was refused", async () => {
  const { id } = await signUp("user");
  const traversal = () => times(thresholds.traversal, () => eventOf(id, refused.traversal));
  await deliver(traversal());
  await env.DB.prepare("UPDATE violation SET created_at = created_at - 1000").run();
  const commands = times(thresholds.commands, () =>
    eventOf(id, { error_code: commandAbuseCode, method: "TOOL", response_status: 403 }),
  );
  await deliver([...traversal(), ...commands]);
  expect(await violationsOf(id)).toMatchObject([{ step: 1 }, { kind: "commands", step: 2 }]);
});

test("a chat begun in each of many projects of others is enumeration, and each example names its id", async () => {
  const [person, other] = [await signUp("user"), await signUp("user")];
  const theirs = await projectsOf(other.id, thresholds.enumeration);
  const events: ActivityEvent[] = [];
  const ACTIVITY = { send: async (event: ActivityEvent) => void events.push(event) } as never;
  for (const project_id of theirs) {
    const json = { project_id, title: "never kept" };
    const answer = await request("POST", "/api/v1/sessions", {
      as: person,
      json,
      env: { ACTIVITY },
    });
    expect(await codeOf(answer)).toBe("PROJECT_001");
  }
  await deliver(events);
  expect(JSON.stringify(events)).not.toContain("never kept");
  const [found] = await violationsOf(person.id);
  expect(found).toMatchObject({ kind: "enumeration", step: 1 });
  const told = /^30 in 10 min: (.*)$/.exec(found?.detail ?? "")?.[1]?.split(", ") ?? [];
  expect(told).toHaveLength(5);
  expect(theirs.map((id) => `POST /api/v1/sessions [${id}]`)).toEqual(expect.arrayContaining(told));
  const [warning] = await db.select().from(notice).where(eq(notice.userId, person.id));
  expect(warning?.data["examples"]).toBe(told.join(", "));
});

test("what happened over hours does not add up", async () => {
  const { id } = await signUp("user");
  const now = Date.now();
  await deliver(times(60, (n) => eventOf(id, { created_at: now - n * 60_000 })));
  expect(await violationsOf(id)).toEqual([]);
});
