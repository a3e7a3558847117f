/** JSON deeper than any stack, wherever JSON from elsewhere is read. */
import { describe, expect, test } from "vitest";
import { errorRegistry, type ErrorCode } from "#contract/errors";
import type { Endpoint } from "#contract/endpoint";
import { allEndpoints } from "#contract/index";
import { callers, newCaller } from "../../testing/callers.ts";
import { connect, settle } from "../../testing/chat.ts";
import { expectedRefusal } from "../../testing/expected-refusal.ts";
import { knock, toldBy } from "../../testing/knock.ts";
import { codeOf, request } from "../../testing/people.ts";
import { samples } from "../../testing/samples.ts";

const deep = "[".repeat(60_000) + "]".repeat(60_000);
const things = {
  project: crypto.randomUUID(),
  session: crypto.randomUUID(),
  file: "a.txt",
  hash: "0".repeat(64),
};

type Name = keyof typeof allEndpoints;
const withBody = (Object.entries(allEndpoints) as [Name, Endpoint][]).filter(
  ([, spec]) => spec.json,
);

test("a stranger's body nested without end is a wrong one (REQUEST_001)", async () => {
  const body = `{"email":${deep},"password":"x"}`;
  const headers = { "content-type": "application/json" };
  const response = await request("POST", "/api/v1/auth/login", { body, headers });
  expect([response.status, await codeOf(response)]).toEqual([400, "REQUEST_001"]);
});

describe("no endpoint fails by it", async () => {
  const kind = callers["an administrator"] ?? {};
  const headers = { ...(await newCaller(kind)), "content-type": "application/json" };

  test.each(withBody)("%s", async (name, spec) => {
    const { param, query } = samples(things)[name];
    const refusal = expectedRefusal(spec, kind) as ErrorCode | null;
    const wanted = refusal ?? "REQUEST_001";
    for (const body of [deep, `{"name":${deep}}`]) {
      const sample = { ...(param ? { param } : {}), ...(query ? { query } : {}), body };
      const told = await toldBy(await knock(spec, sample, headers));
      expect(told).toBe(`${errorRegistry[wanted].status} ${wanted}`);
    }
  });
});

test("a frame of the socket is refused, and the socket stays", async () => {
  const { person, session } = await settle();
  const client = await connect(person, session);
  client.sendText(`{"id":"deep","type":"message.send","text":${deep}}`);
  const refused = () => client.frames.find((frame) => frame.type === "error");
  await client.until("the refusal", () => refused() !== undefined);
  expect(refused()).toMatchObject({ error: { code: "REQUEST_001" } });
  expect(await client.send({ type: "run.stop" })).toMatchObject({ type: "ack" });
  client.close();
});
