import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { expect, onTestFinished, test, vi } from "vitest";
import { updateSession } from "#contract/session";
import { openDb } from "../platform/db.ts";
import {
  addSession,
  connect,
  notices,
  script,
  settle,
  spoken,
  type Client,
} from "../testing/chat.ts";
import { monthOf, setLimit } from "../testing/meters.ts";
import { call } from "../testing/people.ts";
import { calls, say } from "../testing/script.ts";
import { modelPrice } from "../usage/model-price.sql.ts";

const db = openDb(env.DB);

const send = (client: Client, text: string, client_id: string = crypto.randomUUID()) =>
  client.send({ type: "message.send", client_id, text, language: "en" });

test("at the end of the budget a turn stops in its middle and says so; raised, the conversation goes on", async () => {
  const { person, session } = await settle({ files: { "a.txt": "A" } });
  const { marker, requests } = await script([
    {
      ...calls(["Read", { file_path: "/workspace/a.txt" }]),
      usage: { input_tokens: 100_000, output_tokens: 20_000 },
    },
    say("I read it."),
  ]);
  await setLimit(person.id, "monthly_budget_micro_usd", 800_000);
  const client = await connect(person, session);
  await client.say(`${marker} read it`);
  await client.rest();
  expect(client.state()).toBe("failed");
  expect(notices(client)).toEqual(["error"]);
  const said = client.items().find((item) => item.kind === "notice");
  expect(said).toMatchObject({ code: "BUDGET_001" });
  expect(said?.kind === "notice" && said.text).toMatch(
    /budget is used up \(\$0\.\d\d of \$0\.80\)\. It resets on \d{4}-\d\d-01\./,
  );
  expect(await requests()).toHaveLength(1);
  expect((await monthOf(person.id)).state).toBe("paused");
  expect(await send(client, "go on")).toMatchObject({ error: { code: "BUDGET_001" } });

  await setLimit(person.id, "monthly_budget_micro_usd", 80_000_000);
  await client.say("go on");
  await client.rest();
  expect(spoken(client)).toEqual(["I read it."]);
  const [, second] = await requests();
  expect(second?.status).toBe(200);
});

test("a chat that grew too dear for what is left stops with what it takes, and a fresh one goes on (U-097)", async () => {
  const { person, project, session } = await settle();
  const { marker, requests } = await script([
    say("One.", { usage: { input_tokens: 1000, output_tokens: 20_000 } }),
    say("Fresh."),
  ]);
  await setLimit(person.id, "monthly_budget_micro_usd", 800_000);
  const grown = await connect(person, session);
  await grown.say(marker);
  await grown.rest();
  await send(grown, `${marker} ${"7".repeat(90_000)}`);
  await grown.until("the refusal", () => notices(grown).length > 0);
  const said = grown.items().find((item) => item.kind === "notice");
  expect(said).toMatchObject({
    code: "BUDGET_001",
    text: expect.stringMatching(/doesn't cover the next call .* enough for a new chat/),
  });
  expect((await monthOf(person.id)).state).toBe("ok");
  const fresh = await connect(person, await addSession(person, project));
  await fresh.say(marker);
  await fresh.rest();
  expect(spoken(fresh)).toEqual(["Fresh."]);
  expect(await requests()).toHaveLength(2);
});

test("where little is left the answer is shortened to what it may cost", async () => {
  const { person, session } = await settle();
  const { marker, requests } = await script([say("Short.")]);
  await setLimit(person.id, "monthly_budget_micro_usd", 300_000);
  const client = await connect(person, session);
  await client.say(marker);
  await client.rest();
  const [asked] = await requests();
  expect(asked?.body.max_tokens).toBeGreaterThanOrEqual(1024);
  expect(asked?.body.max_tokens).toBeLessThan(32_000);
});

test("a summary is paid for like any call: without money none is asked for", async () => {
  const { person, session } = await settle();
  const { marker, requests } = await script([
    say("Hello.", { usage: { input_tokens: 1000, output_tokens: 100 } }),
  ]);
  const client = await connect(person, session);
  await client.say(marker);
  await client.rest();
  await setLimit(person.id, "monthly_budget_micro_usd", 1);
  await client.say("/compact");
  await client.rest();
  expect(client.items().at(-1)).toMatchObject({ kind: "notice", code: "BUDGET_001" });
  expect(await requests()).toHaveLength(1);
});

test("a price that was lowered is the next turn's, also in a chat that goes on (SA-017)", async () => {
  const { person, session } = await settle();
  const { marker } = await script([say("One."), say("Two.")]);
  const dear = 1_000_000_000;
  const rates = { input: dear, output: dear, cacheRead: dear, cacheWrite5m: dear };
  const known = { model: "claude-opus-5-5", effectiveFrom: new Date(0), promptOver: 0 };
  await db.insert(modelPrice).values({ ...known, ...rates, cacheWrite1h: dear });
  const lower = () => db.delete(modelPrice).where(eq(modelPrice.model, known.model));
  onTestFinished(async () => void (await lower()));
  await setLimit(person.id, "monthly_budget_micro_usd", 1_000_000);
  const client = await connect(person, session);
  await client.say(marker);
  await client.rest();
  expect(notices(client)).toEqual(["error"]);
  await lower();
  await vi.waitFor(
    async () => {
      await client.say(marker);
      await client.rest();
      expect(spoken(client)).not.toEqual([]);
    },
    { timeout: 10_000, interval: 1000 },
  );
}, 20_000);

test("the first message of a chat that does not fit is offered no new chat", async () => {
  const { person, session } = await settle();
  const { marker } = await script([say("One.")]);
  await setLimit(person.id, "monthly_budget_micro_usd", 1000);
  const client = await connect(person, session);
  await client.say(marker);
  await client.rest();
  const said = client.items().find((item) => item.kind === "notice");
  expect(said?.kind === "notice" && said.text).toMatch(/\$0\.001 of \$0\.001, doesn't cover/);
  expect(said?.kind === "notice" && said.text).not.toMatch(/new chat|cheaper model|compact/);
  const month = await monthOf(person.id);
  expect(month).toMatchObject({ spent_micro_usd: 0, state: "paused" });
  expect(month.smallest_call_micro_usd).toBeGreaterThan(1000);
});

test("the smallest call is what a new chat takes with the least message, to the last digit", async () => {
  const { person, session, project } = await settle();
  const begin = async (id: string) => {
    await call(person, updateSession, { param: { id }, json: { model: "claude-haiku-5-5" } });
    const client = await connect(person, id);
    await client.say("a");
    await client.rest();
    return client.items().flatMap((item) => (item.kind === "notice" ? [item.code] : []));
  };
  await setLimit(person.id, "monthly_budget_micro_usd", 1000);
  expect(await begin(session)).toEqual(["BUDGET_001"]);
  const { smallest_call_micro_usd: smallest } = await monthOf(person.id);
  await setLimit(person.id, "monthly_budget_micro_usd", smallest - 1);
  expect(await monthOf(person.id)).toMatchObject({ state: "paused" });
  expect(await begin(await addSession(person, project))).toEqual(["BUDGET_001"]);
  await setLimit(person.id, "monthly_budget_micro_usd", smallest);
  expect(await monthOf(person.id)).toMatchObject({ state: "ok" });
  expect(await begin(await addSession(person, project))).not.toContain("BUDGET_001");
});

test("a model that costs nothing answers without a budget, while what costs stays paused (U-097)", async () => {
  const { person, session } = await settle();
  const { marker } = await script([say("One.")]);
  await setLimit(person.id, "monthly_budget_micro_usd", 0);
  const client = await connect(person, session);
  expect(await send(client, marker)).toMatchObject({ error: { code: "BUDGET_001" } });
  expect(await monthOf(person.id)).toMatchObject({ state: "paused", free_model: false });
  const rates = { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
  const free = { model: "claude-opus-5-5", effectiveFrom: new Date(0), promptOver: 0 };
  await db.insert(modelPrice).values({ ...free, ...rates });
  onTestFinished(
    async () => void (await db.delete(modelPrice).where(eq(modelPrice.model, free.model))),
  );
  await setLimit(person.id, "monthly_budget_micro_usd", 0);
  expect(await monthOf(person.id)).toMatchObject({ state: "paused", free_model: true });
  const fresh = await settle();
  await setLimit(fresh.person.id, "monthly_budget_micro_usd", 0);
  const other = await connect(fresh.person, fresh.session);
  await other.say(marker);
  await other.rest();
  expect(spoken(other)).toEqual(["One."]);
});
