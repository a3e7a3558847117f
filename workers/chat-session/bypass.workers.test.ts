import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { allEndpoints as all } from "#contract/index";
import { auditLog } from "../platform/records/audit.sql.ts";
import { openDb } from "../platform/db.ts";
import { hour } from "../platform/durations.ts";
import { chatSession } from "../sessions/chat-session.sql.ts";
import { addSession, connect, script, settle, type Client, type Setting } from "../testing/chat.ts";
import { bodyOf, forgetProof, outcomeOf } from "../testing/factors.ts";
import { proveFactor } from "../testing/step-up.ts";
import { makeKey, withKey } from "../testing/keys.ts";
import { call } from "../testing/people.ts";
import { calls, say } from "../testing/script.ts";
import { readMeta, writeMeta } from "./meta.ts";

const db = openDb(env.DB);
const idOf = ({ session }: Setting) => session.replace("sess_", "");
const stubOf = (setting: Setting) => env.CHAT_SESSION.getByName(idOf(setting));

interface Info {
  mode: string;
  bypass_until: string | null;
}

const infoOf = async (setting: Setting) =>
  bodyOf<Info>(await call(setting.person, all.getSession, { param: { id: setting.session } }));
const choose = (setting: Setting, mode: string) =>
  call(setting.person, all.updateSession, { param: { id: setting.session }, json: { mode } });
const notices = (client: Client) =>
  client.items().flatMap((item) => (item.kind === "notice" ? [item.text] : []));

/** As if the hour had gone by. */
async function letItEnd(setting: Setting): Promise<void> {
  const past = Date.now() - 1;
  await runInDurableObject(stubOf(setting), (_object, { storage }) => {
    const setup = readMeta(storage.sql, "setup");
    if (setup) writeMeta(storage.sql, "setup", { ...setup, bypass_until: past });
  });
  await db
    .update(chatSession)
    .set({ bypassUntil: new Date(past) })
    .where(eq(chatSession.id, idOf(setting)));
}

test("bypass needs a second factor, shown lately; it lasts an hour and says when it ends (T-06)", async () => {
  const setting = await settle({ role: "admin" });
  expect(await outcomeOf(await choose(setting, "bypass"))).toBe("AUTH_009");
  await proveFactor(setting.person);
  await forgetProof(setting.person);
  expect(await outcomeOf(await choose(setting, "bypass"))).toBe("AUTH_010");
  await expect(addSession(setting.person, setting.project, "bypass")).rejects.toThrow("AUTH_010");
  await proveFactor(setting.person);
  const info = await bodyOf<Info>(await choose(setting, "bypass"));
  expect(info.mode).toBe("bypass");
  expect(Math.abs(Date.parse(info.bypass_until ?? "") - Date.now() - hour)).toBeLessThan(10_000);
  const client = await connect(setting.person, setting.session);
  expect(client.frames[0]).toMatchObject({
    settings: { mode: "bypass", bypass_until: Date.parse(info.bypass_until ?? "") },
  });
  const rows = await db
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.resourceId, idOf(setting)), eq(auditLog.severity, "CRITICAL")));
  expect(rows).toMatchObject([{ metadata: { bypass_until: info.bypass_until } }]);
});

test("in the chat, `/mode bypass` without a fresh proof is refused before it is taken", async () => {
  const setting = await settle({ role: "admin" });
  await proveFactor(setting.person);
  await forgetProof(setting.person);
  const client = await connect(setting.person, setting.session);
  const message = { client_id: crypto.randomUUID(), text: "/mode bypass" };
  const refused = await client.send({ type: "message.send", ...message });
  expect(refused).toMatchObject({ type: "error", error: { code: "AUTH_010" } });
  expect(client.items()).toEqual([]);
  await proveFactor(setting.person);
  await client.send({ type: "message.send", ...message });
  await client.rest();
  expect(notices(client)).toEqual(["**bypass**"]);
  expect(client.frames.findLast((frame) => frame.type === "settings")).toMatchObject({
    settings: { mode: "bypass", bypass_until: expect.any(Number) },
  });
});

test("by request the same holds, for a person's login", async () => {
  const setting = await settle({ role: "admin" });
  await proveFactor(setting.person);
  await forgetProof(setting.person);
  const response = await call(setting.person, all.sendMessage, {
    param: { id: setting.session },
    json: { text: "/mode bypass" },
  });
  expect(await outcomeOf(response)).toBe("AUTH_010");
});

test("a message that waited past its proof changes nothing", async () => {
  const setting = await settle({ role: "admin" });
  await proveFactor(setting.person);
  const { marker } = await script([say("Word by word. ".repeat(8), { deltas_per_second: 30 })]);
  const client = await connect(setting.person, setting.session);
  await client.say(`${marker} go`);
  await client.say("/mode bypass");
  await forgetProof(setting.person);
  await client.until("the refusal", () => notices(client).length > 0);
  expect(notices(client)[0]).toContain("Confirm that it's you");
  expect(await infoOf(setting)).toMatchObject({ mode: "default", bypass_until: null });
});

test("a plan is not approved into bypass without the proof", async () => {
  const setting = await settle({ role: "admin", mode: "plan" });
  const { marker } = await script([calls(["ExitPlanMode", { plan: "1. x" }]), say("Done.")]);
  const client = await connect(setting.person, setting.session);
  await client.say(`${marker} plan`);
  await client.until("the plan", () =>
    client.items().some((item) => item.kind === "tool" && item.state === "awaiting"),
  );
  const tool = client.items().find((item) => item.kind === "tool");
  const answer = { type: "plan.answer", decision: "approve", mode: "bypass" } as const;
  const refused = await client.send({ ...answer, tool_id: tool?.id ?? "" });
  expect(refused).toMatchObject({ type: "error", error: { code: "AUTH_009" } });
  await proveFactor(setting.person);
  await client.send({ ...answer, tool_id: tool?.id ?? "" });
  await client.rest();
  expect((await infoOf(setting)).mode).toBe("bypass");
});

test("when its time is over the next call is asked about again, and the transcript says so", async () => {
  const setting = await settle({ role: "admin", mode: "bypass", files: { "a.txt": "A" } });
  const { marker } = await script([
    calls(["Bash", { command: "touch one.txt" }]),
    calls(["Bash", { command: "touch two.txt" }]),
    say("Both done."),
    calls(["Bash", { command: "touch three.txt" }]),
    say("Done."),
  ]);
  const client = await connect(setting.person, setting.session);
  await client.say(`${marker} hi`);
  await client.until("both calls", () => {
    const tools = client.items().filter((item) => item.kind === "tool");
    return tools.length === 2 && tools.every((tool) => tool.state === "done");
  });
  await client.rest();
  await letItEnd(setting);
  expect(await infoOf(setting)).toMatchObject({ mode: "default", bypass_until: null });
  await client.say("again");
  await client.until("the question", () =>
    client.items().some((item) => item.kind === "tool" && item.state === "awaiting"),
  );
  expect(notices(client)).toEqual([expect.stringContaining("“Allow all” mode has ended")]);
});

test("it ends also where nobody does anything: the object wakes for it", async () => {
  const setting = await settle({ role: "admin", mode: "bypass" });
  await letItEnd(setting);
  expect(await runDurableObjectAlarm(stubOf(setting))).toBe(true);
  const [row] = await db
    .select()
    .from(chatSession)
    .where(eq(chatSession.id, idOf(setting)));
  expect(row).toMatchObject({ mode: "default", bypassUntil: null });
});

test("a key never chooses bypass, and what it asks for in such a session is asked about", async () => {
  const setting = await settle({ role: "admin", mode: "bypass" });
  const { api_key } = await makeKey(setting.person);
  const path = `/api/v1/sessions/${setting.session}`;
  const chosen = await withKey(api_key, "PATCH", path, { json: { mode: "bypass" } });
  expect(await outcomeOf(chosen)).toBe("KEY_002");
  const said = await withKey(api_key, "POST", `${path}/messages`, {
    json: { text: "/mode bypass" },
  });
  expect(await outcomeOf(said)).toBe("KEY_002");
  const { marker } = await script([calls(["Bash", { command: "touch x.txt" }]), say("Done.")]);
  await withKey(api_key, "POST", `${path}/messages`, { json: { text: `${marker} go` } });
  const client = await connect(setting.person, setting.session);
  await client.until("the question", () =>
    client.items().some((item) => item.kind === "tool" && item.state === "awaiting"),
  );
});

test("protected paths and denied commands stay closed in bypass", async () => {
  const setting = await settle({ role: "admin", mode: "bypass" });
  const { marker } = await script([
    calls(["Write", { file_path: ".git/config", content: "x" }]),
    say("Done."),
  ]);
  const client = await connect(setting.person, setting.session);
  await client.say(`${marker} hi`);
  await client.rest();
  expect(client.items().find((item) => item.kind === "tool")).toMatchObject({ state: "denied" });
});
