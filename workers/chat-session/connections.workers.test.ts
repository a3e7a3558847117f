import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { meterOf } from "../meter/rpc.ts";
import { addSession, connect, settle } from "../testing/chat.ts";
import { setLimit, usedOf } from "../testing/meters.ts";

test("over the limit of connections the oldest is told, and closes; the new one stays (C-15)", async () => {
  const { person, session } = await settle();
  await setLimit(person.id, "connections", 2);
  const first = await connect(person, session);
  await vi.waitFor(async () => expect(await usedOf(person.id, "connections")).toBe(1));
  const second = await connect(person, session);
  await vi.waitFor(async () => expect(await usedOf(person.id, "connections")).toBe(2));
  const third = await connect(person, session);
  await first.until("its end", () => first.closed.code !== null);
  expect(first.closed.code).toBe(4409);
  expect(first.frames.at(-1)).toEqual({ type: "closed", code: "RATE_004" });
  expect([second.closed.code, third.closed.code]).toEqual([null, null]);
  third.close();
  await vi.waitFor(async () => expect(await usedOf(person.id, "connections")).toBe(1));
});

test("a connection that a crash left on the list takes nobody's place", async () => {
  const { person, project, session } = await settle();
  await setLimit(person.id, "connections", 2);
  const other = await addSession(person, project);
  const alive = await connect(person, session);
  await vi.waitFor(async () => expect(await usedOf(person.id, "connections")).toBe(1));
  // As it lies there when the crash took the close event with it.
  await meterOf(env, person.id).noteConnection({
    id: crypto.randomUUID(),
    session_id: other.slice("sess_".length),
  });
  const fresh = await connect(person, session);
  await vi.waitFor(async () => expect(await usedOf(person.id, "connections")).toBe(2));
  expect([alive.closed.code, fresh.closed.code]).toEqual([null, null]);
});
