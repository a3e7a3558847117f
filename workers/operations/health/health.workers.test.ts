import { createExecutionContext, createMessageBatch, getQueueResult } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, inject, test } from "vitest";
import type { checkHealthInDetail, getPreflight, Part } from "#contract/admin-health";
import type { OutputOf } from "#contract/endpoint";
import { minute } from "../../platform/durations.ts";
import type { Env } from "../../platform/env.ts";
import { consumeQueue } from "../../queue.ts";
import { request, signUp } from "../../testing/people.ts";
import { honest } from "../../testing/visits.ts";
import { readMigrations } from "../migrations.ts";
import { noteBeat, readBeats } from "./beats.ts";
import { checkSite, checkSiteInDetail, statusOf } from "./check-site.ts";
import { readHistory, sampleHealth } from "./history.ts";
import { keepRunsOf, listRuns, noteRun } from "./job-runs.ts";
import { measure } from "./part.ts";
import { lookAtMail, lookAtQueue } from "./moving.ts";
import { preflight } from "./preflight.ts";

const hour = 60 * minute;
const never = () => new Promise<never>(() => undefined);
const site = (other: object): Env => ({ ...env, ...other }) as Env;
/** Answered rightly; on a busy machine perhaps late. */
const up = { status: expect.stringMatching(/^(healthy|degraded)$/) as string };
const part = (status: Part["status"]): Part => ({ status, response_time_ms: 1, problem: null });

test("administrators are told what works, part by part, and nothing secret (A-123)", async () => {
  const admin = await signUp("admin");
  const answer = await request("GET", "/api/v1/admin/health-check/detailed", { as: admin });
  const body = (await answer.json()) as OutputOf<typeof checkHealthInDetail>;
  const { database, cache, storage, durable_objects, external_apis } = body.checks;
  for (const one of [database, cache, storage, ...Object.values(durable_objects)]) {
    expect(one).toMatchObject(up);
    expect([null, "slow"]).toContain(one.problem);
  }
  expect(database.details).toMatchObject({ migrations_pending: 0, limit_bytes: 10_000_000_000 });
  expect(external_apis).toMatchObject({ anthropic: up });
  for (const secret of [env.SECRET_KEY, "test-key"]) {
    expect(JSON.stringify(body)).not.toContain(secret);
  }
  const simple = await request("GET", "/api/v1/admin/health-check", { as: admin });
  expect(await simple.json()).toMatchObject({ ...up, checks: { database: {} } });
});

test("who asks again within fifteen seconds is told what was found (T-34)", async () => {
  const admin = await signUp("admin");
  const ask = async () => {
    const answer = await request("GET", "/api/v1/admin/health-check/detailed", { as: admin });
    return ((await answer.json()) as { timestamp: string }).timestamp;
  };
  expect(await ask()).toBe(await ask());
});

test("what hangs fails within two seconds, and hides nothing else (T-34)", async () => {
  const started = Date.now();
  const found = await checkSiteInDetail(
    site({
      KV: { get: never },
      FILES: { head: never },
      ANTHROPIC_BASE_URL: `${inject("webhookUrl")}/hang`,
      ...honest,
    }),
  );
  expect(Date.now() - started).toBeLessThan(5000);
  const hung = { status: "unhealthy", problem: "timeout" };
  expect(found).toMatchObject({
    status: "unhealthy",
    checks: {
      cache: hung,
      storage: hung,
      database: up,
      durable_objects: { meter: up, audit_chain: up },
      external_apis: { anthropic: hung, oidc: up },
    },
  });
});

test("a part that throws is unhealthy, and what it said is not shown", async () => {
  const FILES = { head: () => Promise.reject(new Error("token=abc")) };
  const found = await checkSite(site({ FILES }));
  expect(found).toMatchObject({ status: "unhealthy", checks: { storage: { problem: "error" } } });
  expect(JSON.stringify(found)).not.toContain("abc");
});

test("without its database a site still says what is the matter", async () => {
  const fail = () => Promise.reject(new Error("no database"));
  const statement = { bind: () => statement, run: fail, all: fail, first: fail, raw: fail };
  const DB = { prepare: () => statement };
  const { status, checks } = await checkSiteInDetail(site({ DB }));
  expect(status).toBe("unhealthy");
  expect(checks).toMatchObject({
    database: { status: "unhealthy" },
    queue: { status: "unhealthy" },
    cache: up,
    durable_objects: { workspace: up },
  });
});

test("what answers late is degraded; what is not set up counts for nothing", async () => {
  const late = () => new Promise<object>((done) => setTimeout(() => done({}), 1100));
  expect(await measure("late", late)).toMatchObject({ status: "degraded", problem: "slow" });
  expect(statusOf([part("healthy")], [part("off"), part("healthy")])).toBe("healthy");
  expect(statusOf([part("healthy")], [part("unhealthy")])).toBe("degraded");
  expect(statusOf([part("degraded")], [part("healthy")])).toBe("degraded");
  expect(statusOf([part("unhealthy")], [])).toBe("unhealthy");
});

test("the model's API: a key it refuses, and one that is not set", async () => {
  const of = async (other: object) =>
    (await checkSiteInDetail(site(other))).checks.external_apis["anthropic"];
  expect(await of({ ANTHROPIC_API_KEY: "" })).toMatchObject({ status: "off" });
  const refusing = `${inject("webhookUrl")}/refuse`;
  expect(await of({ ANTHROPIC_BASE_URL: refusing })).toMatchObject({
    status: "unhealthy",
    problem: "refused",
  });
  expect(await of({ ANTHROPIC_BASE_URL: "http://nowhere.invalid" })).toMatchObject({
    status: "unhealthy",
    problem: "unexpected",
  });
});

test("a migration this build knows and the database does not is pending", async () => {
  const all = async () => ({ results: [{ name: "0000_begin.sql" }] });
  const { applied, pending, newest } = await readMigrations({
    prepare: () => ({ all }),
  } as unknown as D1Database);
  expect(applied).toBe(1);
  expect(pending).toBeGreaterThan(20);
  expect(newest).toMatch(/^\d{4}_/);
});

test("a heartbeat goes through a queue beside its work; one that stays away is late, then broken", async () => {
  const now = Date.now();
  await env.DB.exec("delete from queue_beat");
  expect(await lookAtQueue(env, now)).toMatchObject({ status: "degraded", problem: "never" });
  for (const queue of ["engawa-activity", "engawa-jobs"]) {
    const batch = createMessageBatch(queue, [
      { id: "beat", timestamp: new Date(), attempts: 1, body: { heartbeat: now - 1500 } },
    ]);
    await consumeQueue(batch as never, env);
    const { explicitAcks } = await getQueueResult(batch, createExecutionContext());
    expect(explicitAcks).toEqual(["beat"]);
  }
  expect((await lookAtQueue(env, Date.now())).status).toBeUndefined();
  await noteBeat(env, "activity", { heartbeat: now - hour });
  expect((await readBeats(env.DB)).activity?.sentAt).toBe(now - 1500);
  expect(await lookAtQueue(env, now + 6 * minute)).toMatchObject({ status: "degraded" });
  expect(await lookAtQueue(env, now + 16 * minute)).toMatchObject({
    status: "unhealthy",
    problem: "late",
  });
});

test("mails that should have left are late; a site without mail is none the worse", async () => {
  const far = Date.now() + 365 * 24 * hour;
  expect(await lookAtMail(site({ ENVIRONMENT: "production" }), far)).toEqual({ status: "off" });
  await env.DB.prepare(
    `insert into mail_outbox (id, recipient, event_type, subject, status, attempts, next_attempt_at, created_at)
     values (?, 'a@example.test', 'INVITATION', 'x', 'waiting', 0, ?, ?)`,
  )
    .bind(crypto.randomUUID(), far - hour, far - hour)
    .run();
  expect(await lookAtMail(env, far)).toMatchObject({ status: "degraded", problem: "late" });
  await env.DB.prepare("delete from mail_outbox where created_at = ?")
    .bind(far - hour)
    .run();
});

test("a minute is a sample, a whole hour becomes one row, and nothing grows past its time", async () => {
  const base = Date.UTC(2031, 0, 1, 0, 0);
  const broken = site({ FILES: { head: () => Promise.reject(new Error("no")) } });
  await sampleHealth(env, base);
  await sampleHealth(env, base);
  await sampleHealth(broken, base + minute);
  const soon = await readHistory(env, "hour", base + 2 * minute);
  expect(soon).toMatchObject({
    sampled_minutes: 2,
    expected_minutes: 60,
    availability_percentage: 50,
  });
  const storage = soon.checks.find((one) => one.name === "storage");
  expect(storage).toMatchObject({ availability_percentage: 50 });
  expect(storage?.response_time_ms).toHaveLength(60);
  expect(storage?.response_time_ms.filter((ms) => ms !== null)).toHaveLength(2);
  // Nobody else's server was asked in a minute that is none of the fifth.
  expect(soon.checks.find((one) => one.name === "external_apis.anthropic")).toMatchObject({
    availability_percentage: 100,
  });
  await sampleHealth(env, base + hour);
  const week = await readHistory(env, "week", base + hour);
  expect(week).toMatchObject({ step_minutes: 60, sampled_minutes: 2, availability_percentage: 50 });
  expect(await readHistory(env, "month", base + hour)).toMatchObject({ step_minutes: 360 });
  const rows = async (step: number) =>
    env.DB.prepare("select count(*) as n from health_sample where step = ?").bind(step).first("n");
  await sampleHealth(env, base + 31 * 24 * hour);
  expect(await rows(1)).toBe(1);
  expect(await rows(60)).toBeLessThanOrEqual(2);
  await sampleHealth(env, base + 62 * 24 * hour);
  expect(await rows(60)).toBeLessThanOrEqual(1);
  await env.DB.exec("delete from health_sample");
});

test("of a job it is known when it last ran, how often it failed in a row, and why", async () => {
  const name = `job-${crypto.randomUUID()}`;
  const at = Date.now();
  const run = (error: unknown) => noteRun(env.DB, { name, every: "minute", at, ms: 7, error });
  const found = async (now = at) =>
    (await listRuns(env.DB, now)).items.find((one) => one.name === name);
  await run(null);
  expect(await found()).toMatchObject({ state: "ok", failures: 0, last_error: null, last_ms: 7 });
  const error = new Error("fetch https://hooks.example/T0/secret for taro@example.test failed");
  await run(error);
  await run(error);
  expect(await found()).toMatchObject({ state: "failing", failures: 2 });
  const { last_error } = (await found()) ?? {};
  expect(last_error).toBe("Error: fetch https://hooks.example/… for …@… failed");
  await run(null);
  expect(await found()).toMatchObject({ state: "ok", failures: 0, last_error });
  expect(await found(at + 11 * minute)).toMatchObject({ state: "late" });
  await keepRunsOf(env.DB, ["another"]);
  expect(await found()).toBeUndefined();
});

test("preflight: what a site in use lacks is named, never its secrets (D-19)", async () => {
  const of = async (other: object) => {
    const { items } = await preflight(site(other));
    return Object.fromEntries(items.map((one) => [one.name, one]));
  };
  const bare = await of({
    ENVIRONMENT: "production",
    SECRET_KEY: "short",
    METRICS_TOKEN: "tiny",
    IP_WHITELIST_OFF: "true",
    GITHUB_CLIENT_ID: "half",
  });
  for (const name of ["secret_key", "public_url", "metrics_token", "address_list", "oauth"]) {
    expect(bare[name], name).toMatchObject({ state: "wrong" });
  }
  expect(JSON.stringify(bare)).not.toMatch(/short|tiny/);
  const good = await of({
    ENVIRONMENT: "production",
    PUBLIC_URL: "https://engawa.example",
    MAIL: { send: never },
    MAIL_FROM: "engawa@example.test",
  });
  for (const name of ["secret_key", "public_url", "mail", "model", "oauth", "migrations"]) {
    expect(good[name], name).toMatchObject({ state: "ok" });
  }
  expect(good["backups"]).toMatchObject({ state: "by_hand" });
});

test("preflight counts administrators who have no second factor", async () => {
  const count = (items: OutputOf<typeof getPreflight>["items"]) =>
    Number(items.find((one) => one.name === "administrator_factors")?.value);
  const before = count((await preflight(env)).items);
  await signUp("admin");
  expect(count((await preflight(env)).items)).toBe(before + 1);
});
