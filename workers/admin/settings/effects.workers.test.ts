/** What each setting does, where no test of its own feature shows it. */
import { runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import * as v from "valibot";
import { afterEach, expect, test } from "vitest";
import type { ErrorBody } from "#contract/errors";
import { listFiles } from "#contract/file";
import { getUsage } from "#contract/usage";
import { eq } from "drizzle-orm";
import { meterOf } from "../../meter/rpc.ts";
import { measureSite } from "../../meter/site-storage.ts";
import { project as projects } from "../../projects/project.sql.ts";
import { limit } from "../../settings/define-setting.ts";
import { call, codeOf, request, signUp } from "../../testing/people.ts";
import { connect, notices, script, settle, spoken } from "../../testing/chat.ts";
import { calls, say } from "../../testing/script.ts";
import { clearSettings, setSettings } from "../../testing/settings.ts";
import { userLimit } from "../../usage/user-limit.sql.ts";
import { openDb } from "../../platform/db.ts";
import { provedAdmin } from "../../testing/step-up.ts";

afterEach(() =>
  clearSettings(
    "max_file_size_mb",
    "storage_quota_gb",
    "user_models",
    "turn_max_calls",
    "user_messages_per_hour",
    "maintenance_mode",
    "maintenance_starts_at",
    "maintenance_ends_at",
    "maintenance_message",
    "allow_admin_access",
    "ip_whitelist",
    "ip_whitelist_scope",
  ),
);

const megabytes = (count: number) => "x".repeat(count * 1024 * 1024 + 1);

test("a workspace that is open follows the largest file size (C-01)", async () => {
  const { person, project } = await settle({ files: { "a.txt": "a" } });
  const query = { project_id: project };
  const upload = (name: string, mb: number) =>
    request("POST", `/api/v1/files/${name}?project_id=${project}`, {
      as: person,
      body: megabytes(mb),
    });
  expect((await upload("one.txt", 1)).status).toBe(201);
  await setSettings({ max_file_size_mb: 1 });
  const refused = await upload("two.txt", 1);
  const { error } = (await refused.json()) as ErrorBody;
  expect(error).toMatchObject({ code: "FILE_001", details: { limit_bytes: 1024 * 1024 } });
  expect(await (await call(person, listFiles, { query })).json()).toMatchObject({
    limits: { file_bytes: 1024 * 1024 },
  });
  await setSettings({ max_file_size_mb: 12 });
  expect((await upload("three.txt", 11)).status).toBe(201);
});

test("a role's limit is the settings', under the person's own; a busy meter follows within ten seconds", async () => {
  const person = await signUp("user");
  const limitNow = async () => {
    const answer = await call(person, getUsage);
    const { limits } = (await answer.json()) as {
      limits: { kind: string; limit: number; source: string }[];
    };
    return limits.find((one) => one.kind === "messages_per_hour");
  };
  expect(await limitNow()).toMatchObject({ limit: 100, source: "role" });
  await setSettings({ user_messages_per_hour: 3 });
  await meterOf(env, person.id).refresh();
  expect(await limitNow()).toMatchObject({ limit: 3, source: "role" });
  await openDb(env.DB)
    .insert(userLimit)
    .values({ userId: person.id, kind: "messages_per_hour", value: 7, setAt: new Date() });
  await meterOf(env, person.id).refresh();
  expect(await limitNow()).toMatchObject({ limit: 7, source: "user" });
});

test("a full site takes no more, whoever has room of their own (G-08)", async () => {
  const { person, project } = await settle({ files: { "a.txt": "a" } });
  const db = openDb(env.DB);
  const fill = async (bytes: number) => {
    await db.update(projects).set({ storageBytes: bytes }).where(eq(projects.id, project));
    await measureSite(env);
    await meterOf(env, person.id).refresh();
  };
  const upload = (name: string) =>
    request("POST", `/api/v1/files/${name}?project_id=${project}`, {
      as: person,
      body: megabytes(2),
    });
  await setSettings({ storage_quota_gb: 1 });
  await fill(1024 ** 3);
  const { error } = (await (await upload("b.txt")).json()) as ErrorBody;
  expect(error).toMatchObject({ code: "STORAGE_001", details: { source: "site" } });
  await setSettings({ storage_quota_gb: 2 });
  await fill(1024 ** 3);
  expect((await upload("b.txt")).status).toBe(201);
  await fill(0);
});

test("a limit is a number in its steps, or none", () => {
  const { schema } = limit({ category: "GENERAL", group: "x" }, [0, 10, 0.01], 1, null, ["", ""]);
  const takes = (value: unknown) => v.is(schema, value);
  expect([0, 0.29, 10, null].map(takes)).toEqual([true, true, true, true]);
  expect([-0.01, 10.01, 0.005, "1", Number.NaN].map(takes)).toEqual(Array(5).fill(false));
});

test("a turn takes no more model calls than the setting says", async () => {
  await setSettings({ turn_max_calls: 10 });
  const steps = Array.from({ length: 15 }, (_, at) => calls(["Glob", { pattern: `${at}*` }]));
  const { marker } = await script(steps);
  const setting = await settle();
  const client = await connect(setting.person, setting.session);
  await client.say(`${marker} go`);
  await client.rest();
  expect(client.items().filter((item) => item.kind === "assistant")).toHaveLength(10);
});

test("while the site is closed the turn that runs ends, and none begins; open chats are told (T-26)", async () => {
  const admin = await provedAdmin();
  const setting = await settle();
  const { marker } = await script([say("long ".repeat(60), { deltas_per_second: 60 }), say("two")]);
  const client = await connect(setting.person, setting.session);
  await client.say(`${marker} first`);
  await client.until("the stream", () => client.frames.some((frame) => frame.type === "delta"));
  await client.say(`${marker} second`);
  await request("POST", "/api/v1/admin/settings/maintenance/enable", {
    as: admin,
    json: { message: "作業中", message_en: "At work" },
  });
  await client.until("the banner", () =>
    client.frames.some((frame) => frame.type === "maintenance" && frame.maintenance.active),
  );
  const refused = client.send({
    type: "message.send",
    client_id: crypto.randomUUID(),
    text: "third",
  });
  expect(await refused).toMatchObject({ type: "error", error: { code: "SERVER_004" } });
  await client.until("the end of the turn", () => client.state() === "idle");
  const stub = env.CHAT_SESSION.getByName(setting.session.slice("sess_".length));
  await runDurableObjectAlarm(stub);
  // A frame that is answered comes after all that was told before it.
  expect(await client.send({ type: "draft.save", text: "x" })).toMatchObject({ type: "ack" });
  expect(client.items().filter((item) => item.kind === "user")).toHaveLength(1);
  expect(spoken(client)).toHaveLength(1);
  await request("POST", "/api/v1/admin/settings/maintenance/disable", { as: admin });
  await runDurableObjectAlarm(stub);
  await client.until("the second answer", () => spoken(client).length === 2);
  expect(notices(client)).toEqual([]);
});

test("a chat that is open closes when its address is no longer on the list (T-25)", async () => {
  const admin = await provedAdmin();
  const setting = await settle();
  const client = await connect(setting.person, setting.session);
  await setSettings({ ip_whitelist_scope: "all" });
  const patch = (value: string[]) =>
    request("PATCH", "/api/v1/admin/settings/SECURITY/ip_whitelist", {
      as: admin,
      json: { value },
      headers: { "cf-connecting-ip": "192.0.2.7" },
    });
  expect((await patch(["192.0.2.0/24"])).status).toBe(200);
  await client.until("the end", () => client.closed.code !== null);
  expect(client.frames.at(-1)).toEqual({ type: "closed", code: "AUTH_021" });
});

test("a role uses the models it may, in lists, new chats and those there are (D-14)", async () => {
  const setting = await settle();
  const { person, project, session } = setting;
  const listed = async () => {
    const answer = await request("GET", "/api/v1/models", { as: person });
    return ((await answer.json()) as { items: { id: string }[] }).items.map((one) => one.id);
  };
  const all = await listed();
  const kept = all.at(-1) ?? "";
  const other = all.find((id) => id !== kept) ?? "";
  await setSettings({ user_models: [kept] });
  expect(await listed()).toEqual([kept]);
  const create = (model: string) =>
    request("POST", "/api/v1/sessions", { as: person, json: { project_id: project, model } });
  expect(await codeOf(await create(other))).toBe("CLAUDE_003");
  expect((await create(kept)).status).toBe(201);
  const { marker } = await script([say("hello")]);
  const client = await connect(person, session);
  await client.say(`${marker} hi`);
  await client.rest();
  expect(client.items().find((item) => item.kind === "assistant")).toMatchObject({ model: kept });
  await setSettings({ user_models: ["nothing-*"] });
  expect(await codeOf(await create(kept))).toBe("CLAUDE_003");
  await setSettings({ user_models: [`${kept.slice(0, 6)}*`] });
  expect(await listed()).toContain(kept);
});
