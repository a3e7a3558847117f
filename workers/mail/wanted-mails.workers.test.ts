/** Mails of what goes on in projects and chats: off until somebody wants them (A-016, document A 3.7). */
import { env } from "cloudflare:workers";
import { and, eq, inArray } from "drizzle-orm";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { createTemplate, listTemplates } from "#contract/admin-template";
import { createApiKey } from "#contract/api-key";
import { sendMessage } from "#contract/automation";
import type { OutputOf } from "#contract/endpoint";
import { createProject } from "#contract/project";
import { openDb } from "../platform/db.ts";
import { noteLocalAddress } from "../platform/site-address.ts";
import { project } from "../projects/project.sql.ts";
import { script, settle } from "../testing/chat.ts";
import { call, request, signUp, type Person } from "../testing/people.ts";
import { say } from "../testing/script.ts";
import { provedAdmin } from "../testing/step-up.ts";
import { mailOutbox, notificationTemplate } from "./mail.sql.ts";

const db = openDb(env.DB);
let admin: Person;
beforeAll(async () => {
  admin = await provedAdmin();
  noteLocalAddress(env, "http://localhost:8787/");
});
afterEach(() =>
  db
    .delete(notificationTemplate)
    .where(inArray(notificationTemplate.eventType, ["project_created", "session_completed"])),
);

const mailsOf = (person: Person, event: string) =>
  db
    .select()
    .from(mailOutbox)
    .where(and(eq(mailOutbox.recipient, person.email), eq(mailOutbox.eventType, event)));

/** Document A's own example of a request. */
const completed = {
  name: "セッション完了通知",
  event_type: "SESSION_COMPLETED",
  subject: "【CAMP】分析セッション「{{session_name}}」が完了しました",
  body: "分析セッション「{{session_name}}」の処理が完了しました。\n\n結果を確認してください: {{session_url}}",
  variables: ["session_name", "session_url", "completed_at"],
  is_active: true,
};
const switchOn = (json: Record<string, unknown>) =>
  Promise.all(
    ["ja", "en"].map(async (language) =>
      expect((await call(admin, createTemplate, { json: { ...json, language } })).status).toBe(201),
    ),
  );

test("the events document A names have templates, and are off at first", async () => {
  const answer = await call(admin, listTemplates);
  const { items } = (await answer.json()) as OutputOf<typeof listTemplates>;
  for (const type of ["PROJECT_CREATED", "MEMBER_ADDED", "SESSION_COMPLETED"]) {
    const found = items.filter((one) => one.event_type === type);
    expect(found.map((one) => [one.is_active, one.is_required])).toEqual([
      [false, false],
      [false, false],
    ]);
  }
});

test("a new project is told to the other administrators, once one of them wants that", async () => {
  const person = await signUp("user");
  await call(person, createProject, { json: { name: "before" } });
  await switchOn({
    name: "n",
    event_type: "PROJECT_CREATED",
    subject: "{{project_name}}",
    body: "{{user_name}} {{project_url}} {{created_at}}",
  });
  await call(person, createProject, { json: { name: "after" } });
  await call(admin, createProject, { json: { name: "one's own" } });
  // Who makes many in an hour fills nobody's mailbox.
  const now = new Date();
  const row = {
    ownerId: person.id,
    status: "active",
    createdAt: now,
    lastActivityAt: now,
  } as const;
  const many = Array.from({ length: 9 }, (_, n) => ({
    ...row,
    id: crypto.randomUUID(),
    name: `${n}`,
  }));
  await db.insert(project).values(many);
  await call(person, createProject, { json: { name: "by a program" } });
  const mails = await mailsOf(admin, "project_created");
  expect(mails.map((mail) => mail.subject)).toEqual(["after"]);
  expect(mails[0]?.body).toMatch(/ http:\/\/localhost:8787\/admin\/projects\//);
});

test("who left while it worked is told that it is done; who waits, or sends with a key, is not", async () => {
  const { person, session } = await settle();
  const { marker } = await script([say("One."), say("Two."), say("Three."), say("Four.")]);
  const param = { id: session };
  const ask = (wait_seconds: number) =>
    call(person, sendMessage, { param, json: { text: marker, wait_seconds } });
  const turns = async (n: number) =>
    vi.waitFor(
      async () => {
        const row = await env.DB.prepare("SELECT message_count, run FROM chat_session WHERE id = ?")
          .bind(session.replace(/^sess_/, ""))
          .first();
        expect(row).toEqual({ message_count: n, run: "idle" });
      },
      { timeout: 15_000 },
    );
  await ask(0);
  await turns(1);
  await switchOn(completed);
  await ask(20);
  const made = await call(person, createApiKey, { json: { name: "k", permissions: ["write"] } });
  const { api_key } = (await made.json()) as { api_key: string };
  const byKey = await request("POST", `/api/v1/sessions/${session}/messages`, {
    headers: { "x-api-key": api_key },
    json: { text: marker },
  });
  expect(byKey.status).toBe(201);
  await turns(3);
  await ask(0);
  await vi.waitFor(
    async () => {
      const mails = await mailsOf(person, "session_completed");
      expect(mails.map((mail) => mail.status)).toEqual(["sent"]);
      expect(mails[0]?.body).toMatch(new RegExp(`http://localhost:8787/p/.+/s/${session}`));
    },
    { timeout: 15_000 },
  );
});
