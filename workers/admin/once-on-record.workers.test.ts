/** The audit log tells what happened, as often as it happened (T-22). */
import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import * as alert from "#contract/admin-alert";
import { createChannel, deleteChannel } from "#contract/admin-alert-channel";
import * as template from "#contract/admin-template";
import * as announcement from "#contract/announcement";
import type { Endpoint } from "#contract/endpoint";
import { deleteMaster, savePromptTemplate } from "#contract/master";
import { auditLog } from "../platform/records/audit.sql.ts";
import { openDb } from "../platform/db.ts";
import { call, type Person, type Sample } from "../testing/people.ts";
import { provedAdmin } from "../testing/step-up.ts";

const db = openDb(env.DB);
let admin: Person;
beforeAll(async () => void (admin = await provedAdmin()));

const recorded = (id: string, action: string) =>
  db.$count(auditLog, and(eq(auditLog.resourceId, id), eq(auditLog.action, action)));

async function deletedTwice(spec: Endpoint, sample: Sample): Promise<number[]> {
  const both = await Promise.all([call(admin, spec, sample), call(admin, spec, sample)]);
  return both.map(({ status }) => status).toSorted();
}

interface Kind {
  readonly create: Endpoint;
  readonly update: Endpoint;
  readonly remove: Endpoint;
  readonly json: Record<string, unknown>;
  /** What the second of two who delete is told: a text that is the product's own already is no error. */
  readonly second: number;
}

const kinds: [string, Kind][] = [
  [
    "an alert",
    {
      create: alert.createAlert,
      update: alert.updateAlert,
      remove: alert.deleteAlert,
      json: {
        name: "as it was",
        condition_type: "STORAGE_USAGE",
        threshold: { value: 80, unit: "percent" },
        comparison_operator: "GTE",
        notification_channels: ["EMAIL"],
        is_enabled: false,
      },
      second: 404,
    },
  ],
  [
    "an announcement",
    {
      create: announcement.createAnnouncement,
      update: announcement.updateAnnouncement,
      remove: announcement.deleteAnnouncement,
      json: {
        title: "as it was",
        content: "text",
        announcement_type: "INFO",
        start_at: "2001-01-01T00:00:00Z",
        end_at: "2001-01-02T00:00:00Z",
      },
      second: 404,
    },
  ],
  [
    "a template",
    {
      create: template.createTemplate,
      update: template.updateTemplate,
      remove: template.deleteTemplate,
      json: {
        name: "as it was",
        event_type: "MEMBER_ADDED",
        language: "en",
        subject: "{{role}}",
        body: "text",
      },
      second: 204,
    },
  ],
];

test.each(kinds)("%s saved without a change, or deleted by two at once", async (_name, kind) => {
  const made = await call(admin, kind.create, { json: kind.json });
  const { id } = (await made.json()) as { id: string };
  const [updates, deletions] = [await recorded(id, "UPDATE"), await recorded(id, "DELETE")];
  const param = { id };
  const { event_type: _event, language: _language, ...same } = kind.json;
  for (const json of [{}, same]) {
    expect((await call(admin, kind.update, { param, json })).status).toBe(200);
  }
  expect(await recorded(id, "UPDATE")).toBe(updates);
  expect(await deletedTwice(kind.remove, { param })).toEqual([204, kind.second]);
  expect(await recorded(id, "DELETE")).toBe(deletions + 1);
});

test("a channel and an entry of the masters, deleted by two at once", async () => {
  const made = await call(admin, createChannel, {
    json: { kind: "EMAIL", name: "ours", addresses: ["ops@example.test"] },
  });
  const { id: channel } = (await made.json()) as { id: string };
  const id = crypto.randomUUID();
  const json = { name: `n${id.slice(0, 8)}`, body: "text" };
  expect((await call(admin, savePromptTemplate, { param: { id }, json })).status).toBe(200);
  const param = { kind: "prompt_templates", id };
  expect(await deletedTwice(deleteChannel, { param: { id: channel } })).toEqual([204, 404]);
  expect(await deletedTwice(deleteMaster, { param })).toEqual([204, 404]);
  expect([await recorded(channel, "DELETE"), await recorded(id, "DELETE")]).toEqual([1, 1]);
});
