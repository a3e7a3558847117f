import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { auditLog } from "../platform/records/audit.sql.ts";
import { openDb } from "../platform/db.ts";
import { connect, script, settle, type Setting } from "../testing/chat.ts";
import { makeKey, withKey } from "../testing/keys.ts";
import { codeOf } from "../testing/people.ts";
import { calls, say } from "../testing/script.ts";
import { clearSettings, setSettings } from "../testing/settings.ts";
import {
  answer,
  asked,
  fetching,
  host,
  sessionOf,
  theCall,
  unique,
} from "../testing/web-fetching.ts";

const db = openDb(env.DB);

let admin: Setting;
beforeAll(async () => {
  await setSettings({ admin_session_creations_per_minute: null });
  admin = await settle({ role: "admin", mode: "bypass" });
});
beforeEach(() => setSettings({ web_fetch: true, web_fetch_domains: ["*.pages.example"] }));
afterEach(() => clearSettings("web_fetch", "web_fetch_domains"));
afterAll(() => clearSettings("admin_session_creations_per_minute"));

const records = (setting: Setting, action: string) =>
  db
    .select()
    .from(auditLog)
    .where(
      and(
        eq(auditLog.resourceId, setting.session.replace("sess_", "")),
        eq(auditLog.action, action),
      ),
    );
describe("each call waits for a person (U-103)", () => {
  test.each(["plan", "bypass"] as const)("in mode %s", async (mode) => {
    const setting = await sessionOf(admin, mode);
    const url = unique();
    const { client } = await fetching(setting, `${url}?q=1`, { prompt: "how to install" });
    expect(theCall(client)).toMatchObject({
      state: "awaiting",
      target: expect.stringMatching(/^docs\.pages\.example\/guide\/.*\?…$/) as string,
      approval: {
        kind: "permission",
        rule: null,
        preview: { kind: "web", url: `${url}?q=1`, host, purpose: "how to install", status: null },
      },
    });
    expect(await asked()).not.toContain(`${url}?q=1`);
  });

  test("a yes fetches once; the model reads it in a frame, and it is on record without its path", async () => {
    const setting = await sessionOf(admin);
    const url = unique();
    const { client, readBack, toolsOf } = await fetching(setting, url);
    await answer(client, "allow");
    await client.rest();
    expect(await toolsOf()).toContain("WebFetch");
    expect(theCall(client)).toMatchObject({
      state: "done",
      display: { kind: "web", host, status: 200, bytes: expect.any(Number) as number },
    });
    const read = await readBack();
    expect(read).toMatch(/untrusted web content [0-9a-f]{32}.*# Install.*end of untrusted/);
    expect(read).not.toMatch(/stolen|SYSTEM: obey/);
    expect((await asked()).filter((one) => one === url)).toHaveLength(1);
    const rows = await records(setting, "WEB_FETCH");
    expect(rows).toMatchObject([
      { userId: setting.person.id, metadata: { host, outcome: "page", status: 200 } },
    ]);
    expect(JSON.stringify(rows)).not.toContain("guide");
  });

  test("an answer for good counts for this call alone", async () => {
    const setting = await sessionOf(admin);
    const { client } = await fetching(setting, unique());
    await answer(client, "allow_project");
    await client.rest();
    const again = await script([calls(["WebFetch", { url: unique() }]), say("Done.")]);
    await client.say(`${again.marker} again`);
    await client.until("the question", () => client.state() === "awaiting_approval");
  });

  test("a no, and a turn that is stopped while it waits, fetch nothing", async () => {
    for (const end of ["deny", "stop"] as const) {
      const setting = await sessionOf(admin);
      const url = unique();
      const { client } = await fetching(setting, url);
      await (end === "deny" ? answer(client, "deny") : client.send({ type: "run.stop" }));
      await client.rest();
      expect(theCall(client)?.state).toBe(end === "deny" ? "denied" : "interrupted");
      expect(await asked()).not.toContain(url);
    }
  });

  test("a key's turn waits as well: a key may say no, and yes is a person's to say (T-05)", async () => {
    const setting = await sessionOf(admin);
    const { api_key } = await makeKey(setting.person);
    const path = `/api/v1/sessions/${setting.session}`;
    const url = unique();
    const fetches = calls(["WebFetch", { url }]);
    const run = await script([fetches, calls(["WebFetch", { url }]), say("Done.")]);
    await withKey(api_key, "POST", `${path}/messages`, { json: { text: `${run.marker} go` } });
    const client = await connect(setting.person, setting.session);
    const asked = async (not = "") => {
      const waits = () =>
        client.items().find((item) => item.kind === "tool" && item.state === "awaiting")?.id ?? "";
      await client.until("a question", () => waits() !== "" && waits() !== not);
      return waits();
    };
    const byKey = (id: string, decision: string) =>
      withKey(api_key, "POST", `${path}/approvals/${id}`, { json: { decision } });
    const first = await asked();
    const refused = await byKey(first, "allow");
    expect([refused.status, await codeOf(refused)]).toEqual([403, "KEY_002"]);
    const headers = { upgrade: "websocket" };
    const socket = (await withKey(api_key, "GET", `/ws/chat/${setting.session}`, { headers }))
      .webSocket;
    const answers: string[] = [];
    socket?.addEventListener("message", ({ data }) => answers.push(String(data)));
    socket?.accept();
    const frame = { type: "approval.answer", id: "yes", tool_id: first, decision: "allow" };
    socket?.send(JSON.stringify(frame));
    const error = () => answers.find((text) => text.includes('"id":"yes"'));
    await expect.poll(error).toContain("KEY_002");
    socket?.close();
    expect(client.tool(first)?.state).toBe("awaiting");
    expect((await byKey(first, "deny")).status).toBe(200);
    const second = await asked(first);
    expect(await records(setting, "WEB_FETCH")).toEqual([]);
    await client.send({ type: "approval.answer", tool_id: second, decision: "allow" });
    await client.rest();
    const [row] = await records(setting, "WEB_FETCH");
    expect(row?.keyId).toEqual(expect.any(String));
  });
});

describe("what is refused asks nobody, and is on record (T-05)", () => {
  test("each address for its reason; neither path nor query", async () => {
    const setting = await sessionOf(admin, "bypass");
    const { marker } = await script([
      calls(
        ["WebFetch", { url: "https://169.254.169.254/latest/meta-data/?x=secret" }],
        ["WebFetch", { url: "https://metadata.google.internal/secret" }],
        ["WebFetch", { url: "https://elsewhere.example/secret" }],
      ),
      say("Done."),
    ]);
    const client = await connect(setting.person, setting.session);
    await client.say(`${marker} read them`);
    await client.rest();
    const tools = client.items().filter((item) => item.kind === "tool");
    expect(tools.map(({ state, approval }) => [state, approval])).toEqual(
      tools.map(() => ["denied", null]),
    );
    const rows = await records(setting, "WEB_FETCH_REFUSED");
    expect(rows.map(({ severity, metadata }) => [metadata?.["why"], severity]).sort()).toEqual([
      ["address", "WARNING"],
      ["inner", "WARNING"],
      ["not_listed", "INFO"],
    ]);
    expect(rows.every((row) => row.eventType === "SECURITY" && row.result === "failure")).toBe(
      true,
    );
    expect(JSON.stringify(rows)).not.toContain("secret");
  });

  test("a page that sends it inside is refused, too", async () => {
    const setting = await sessionOf(admin);
    const inside = encodeURIComponent("http://127.0.0.1/admin");
    const { client } = await fetching(setting, `https://${host}/to?${inside}`);
    await answer(client, "allow");
    await client.rest();
    expect(theCall(client)?.state).toBe("failed");
    expect(await records(setting, "WEB_FETCH_REFUSED")).toMatchObject([
      { metadata: { host: "127.0.0.1", why: "address" } },
    ]);
  });
});
