import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { changeRole } from "#contract/admin-user";
import { deleteMaster, saveCommandPattern } from "#contract/master";
import { accessRequest } from "../people/requests/access-request.sql.ts";
import { openDb } from "../platform/db.ts";
import { connect, script, settle, type Setting } from "../testing/chat.ts";
import { call, signUp } from "../testing/people.ts";
import { say } from "../testing/script.ts";
import { clearSettings, setSettings } from "../testing/settings.ts";
import { provedAdmin, proveFactor } from "../testing/step-up.ts";
import { answer, asked, fetching, sessionOf, theCall, unique } from "../testing/web-fetching.ts";

const db = openDb(env.DB);

let admin: Setting;
let user: Setting;

beforeAll(async () => {
  await setSettings({ admin_session_creations_per_minute: null });
  [admin, user] = await Promise.all([settle({ role: "admin", mode: "bypass" }), settle()]);
});
beforeEach(() => setSettings({ web_fetch: true, web_fetch_domains: ["*.pages.example"] }));
afterEach(() => clearSettings("web_fetch", "web_fetch_domains"));
afterAll(() => clearSettings("admin_session_creations_per_minute"));

describe("who has it (U-062): the role as of the call", () => {
  test("a user is neither offered it nor given it", async () => {
    const setting = await sessionOf(user);
    const { client, toolsOf } = await fetching(setting, unique());
    expect(theCall(client)?.state).toBe("denied");
    expect(await toolsOf()).not.toContain("WebFetch");
  });

  /** Until it lapses, which nobody tells the chat. */
  async function elevate(): Promise<() => Promise<void>> {
    const id = crypto.randomUUID();
    await db.insert(accessRequest).values({
      id,
      kind: "elevation",
      userId: user.person.id,
      reason: "a test of it",
      status: "approved",
      endsAt: new Date(Date.now() + 3_600_000),
      createdAt: new Date(),
    });
    return async () => {
      const past = { endsAt: new Date(Date.now() - 1) };
      await db.update(accessRequest).set(past).where(eq(accessRequest.id, id));
    };
  }

  test("who is administrator for a day has it for that day", async () => {
    const lapse = await elevate();
    const url = unique();
    const { client } = await fetching(await sessionOf(user), url);
    expect(theCall(client)?.state).toBe("awaiting");
    await lapse();
    await answer(client, "allow");
    await client.rest();
    expect(theCall(client)).toMatchObject({ state: "failed", is_error: true });
    expect(await asked()).not.toContain(url);
  });

  test("and not for the rest of a turn that began on it", async () => {
    const lapse = await elevate();
    const setting = await sessionOf(user);
    const text = "Word by word. ".repeat(5);
    const blocks = [{ text }, { tool: "WebFetch", input: { url: unique() } }];
    const { marker } = await script([{ blocks, deltas_per_second: 8 }, say("Done.")]);
    const client = await connect(setting.person, setting.session);
    await client.say(`${marker} read it`);
    await client.until("it streams", () => client.state() === "streaming");
    await lapse();
    await client.rest();
    expect(theCall(client)?.state).toBe("denied");
  });

  test("a role taken away while it waits takes the call with it", async () => {
    const setting = await settle({ role: "admin" });
    const url = unique();
    const { client } = await fetching(setting, url);
    const other = await proveFactor(await signUp("admin"));
    const changed = { param: { id: setting.person.id }, json: { role: "user" as const } };
    expect((await call(other, changeRole, changed)).status).toBe(200);
    await answer(client, "allow");
    await client.rest();
    expect(theCall(client)?.state).toBe("failed");
    expect(await asked()).not.toContain(url);
  });
});

describe("what the site says", () => {
  test("switched off, or with nothing listed, it is in nobody's tools", async () => {
    for (const off of [{ web_fetch: false }, { web_fetch_domains: [] }]) {
      await setSettings({ web_fetch: true, web_fetch_domains: ["*.pages.example"], ...off });
      const { client, toolsOf } = await fetching(await sessionOf(admin), unique());
      expect(theCall(client)?.state).toBe("denied");
      expect(await toolsOf()).not.toContain("WebFetch");
    }
  });

  test("a domain struck off while a call waits is not fetched from", async () => {
    const setting = await sessionOf(admin);
    const url = unique();
    const { client } = await fetching(setting, url);
    await setSettings({ web_fetch_domains: ["other.example"] });
    await answer(client, "allow");
    await client.rest();
    expect(theCall(client)?.state).toBe("failed");
    expect(await asked()).not.toContain(url);
  });
});

test("a rule denies a domain and every name below it, whatever the list says, until it is lifted", async () => {
  const by = await provedAdmin();
  const id = crypto.randomUUID();
  const json = { pattern: "WebFetch(domain:Pages.Example)", effect: "deny" as const };
  expect((await call(by, saveCommandPattern, { param: { id }, json })).status).toBe(200);
  const stateOf = async () => {
    const { client } = await fetching(await sessionOf(admin, "bypass"), unique());
    return theCall(client)?.state;
  };
  expect(await stateOf()).toBe("denied");
  await call(by, deleteMaster, { param: { kind: "command_patterns", id } });
  expect(await stateOf()).toBe("awaiting");
});
