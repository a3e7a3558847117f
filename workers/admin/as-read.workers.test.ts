/** Document A's resources come back in a PATCH as its tables have them (decision 27). */
import { beforeAll, expect, test } from "vitest";
import * as alerts from "#contract/admin-alert";
import * as data from "#contract/admin-data";
import * as settings from "#contract/admin-setting";
import * as templates from "#contract/admin-template";
import * as announcements from "#contract/announcement";
import type { Endpoint } from "#contract/endpoint";
import { call, codeOf, type Person } from "../testing/people.ts";
import { provedAdmin } from "../testing/step-up.ts";

type Fields = Record<string, unknown>;
let admin: Person;
beforeAll(async () => void (admin = await provedAdmin()));

const ask = async (spec: Endpoint, sample: object = {}): Promise<Fields> => {
  const response = await call(admin, spec, sample);
  if (!response.ok) throw new Error(await response.text());
  return response.json();
};
const pick = (from: Fields, names: string): Fields =>
  Object.fromEntries(names.split(" ").map((name) => [name, from[name]]));

test("an alert comes back as it was read; what nobody changes is refused where it is another", async () => {
  const made = await ask(alerts.createAlert, {
    json: {
      name: "エラー率アラート",
      condition_type: "ERROR_RATE",
      threshold: { value: 5 },
      comparison_operator: "GT",
      notification_channels: ["EMAIL"],
      is_enabled: true,
    },
  });
  const param = { id: String(made["id"]) };
  const row = pick(
    made,
    "id name condition_type threshold comparison_operator notification_channels is_enabled last_triggered_at trigger_count created_by created_at updated_at",
  );
  const change = (json: Fields) => call(admin, alerts.updateAlert, { param, json });
  expect((await change({ ...row, name: "renamed" })).status).toBe(200);
  expect(await codeOf(await change({ trigger_count: 7 }))).toBe("EDIT_002");
  expect(await codeOf(await change({ ...row, name: "older" }))).toBe("EDIT_001");
  expect(await ask(alerts.getAlert, { param })).toMatchObject({
    name: "renamed",
    trigger_count: 0,
  });
});

test("an announcement comes back as it was read, and its author stays", async () => {
  const made = await ask(announcements.createAnnouncement, {
    json: { title: "t", content: "c", announcement_type: "INFO", start_at: "2020-01-01T00:00:00Z" },
  });
  const param = { id: String(made["id"]) };
  const row = pick(
    made,
    "id title content announcement_type priority start_at end_at is_active target_roles created_by created_by_name created_at updated_at",
  );
  const change = (json: Fields) => call(admin, announcements.updateAnnouncement, { param, json });
  const changed = await change({ ...row, title: "renamed", created_at: made["created_at"] });
  expect(await changed.json()).toMatchObject({ title: "renamed", created_by: admin.id });
  expect(await codeOf(await change({ created_by: crypto.randomUUID() }))).toBe("EDIT_002");
});

test("a template comes back as it was read or made, never as that of another mail", async () => {
  const { items } = await ask(templates.listTemplates);
  const own = (items as Fields[]).find(
    (one) => one["event_type"] === "ROLE_CHANGED" && one["language"] === "ja",
  );
  const param = { id: String(own?.["id"]) };
  const change = (json: Fields) => call(admin, templates.updateTemplate, { param, json });
  const row = pick(
    own ?? {},
    "id name event_type subject body variables is_active created_at updated_at",
  );
  expect((await change(row)).status).toBe(200);
  const body = { ...pick(row, "name event_type body is_active"), variables: ["role"] };
  const changed = await change({ ...body, subject: "{{role}}" });
  expect(await changed.json()).toMatchObject({
    subject: "{{role}}",
    variables: own?.["variables"],
  });
  expect(await codeOf(await change({ event_type: "PASSWORD_RESET" }))).toBe("EDIT_002");
  expect(await codeOf(await change({ variables: ["card_number"] }))).toBe("TEMPLATE_002");
});

test("a setting and the retention policy come back as they were read", async () => {
  const { items } = await ask(settings.listCategory, { param: { category: "GENERAL" } });
  for (const item of (items as Fields[]).slice(0, 5)) {
    const param = { category: "GENERAL", key: String(item["key"]) };
    const json = pick(item, "key value value_type description is_editable");
    const answer = await call(admin, settings.updateSetting, { param, json });
    expect([item["key"], item["is_editable"] ? answer.status : 200]).toEqual([item["key"], 200]);
    const described = { ...json, description: "another" };
    expect(
      await codeOf(await call(admin, settings.updateSetting, { param, json: described })),
    ).toBe("EDIT_002");
  }
  const policy = await ask(data.getRetentionPolicy);
  expect(await ask(data.setRetentionPolicy, { json: policy })).toEqual(policy);
});
