import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { withdrawRequest } from "#contract/access-request";
import { changeRole } from "#contract/admin-user";
import { getSession, listSessions, updateSession } from "#contract/session";
import { tellLapsed } from "../people/requests/tell-lapsed.ts";
import { addSession, connect, script, settle } from "../testing/chat.ts";
import { elevate, endElevation } from "../testing/elevation.ts";
import { bodyOf } from "../testing/factors.ts";
import { call, signUp, type Person } from "../testing/people.ts";
import { say } from "../testing/script.ts";
import { proveFactor } from "../testing/step-up.ts";

const losses: Record<
  string,
  { role: "user" | "admin"; lose: (person: Person, id: string) => Promise<void> }
> = {
  "an elevation given back": {
    role: "user",
    async lose(person, id) {
      const answer = await call(person, withdrawRequest, { param: { id } });
      expect(answer.status).toBe(204);
    },
  },
  "an elevation that lapsed": {
    role: "user",
    async lose(_person, id) {
      await endElevation(id);
      await tellLapsed(env);
    },
  },
  "a role taken away": {
    role: "admin",
    async lose(person) {
      const other = await proveFactor(await signUp("admin"));
      const answer = await call(other, changeRole, {
        param: { id: person.id },
        json: { role: "user" },
      });
      expect(answer.status).toBe(200);
    },
  },
};

test.each(Object.entries(losses))(
  "a run in bypass asks from then on: %s (T-06)",
  async (_name, { role, lose }) => {
    const { person, project } = await settle({ role });
    const id = role === "user" ? await elevate(person) : "";
    await proveFactor(person);
    const session = await addSession(person, project, "bypass");
    const text = "Word by word. ".repeat(10);
    const { marker } = await script([
      {
        ...say(text),
        blocks: [{ text }, { tool: "Bash", input: { command: "touch one.txt" } }],
        deltas_per_second: 8,
      },
      say("Done."),
    ]);
    const client = await connect(person, session);
    await client.say(`${marker} go`);
    await client.until("it streams", () => client.state() === "streaming");
    await lose(person, id);
    await client.until("it asks", () => client.state() === "awaiting_approval");
    const tool = client.items().find((item) => item.kind === "tool");
    expect(tool).toMatchObject({ state: "awaiting" });
  },
  30_000,
);

test("who was an administrator till now reads everywhere that they are asked, and chose nothing by renaming", async () => {
  const { person, project } = await settle();
  let elevation = await elevate(person);
  await proveFactor(person);
  const id = await addSession(person, project, "bypass");
  /** Of the session, in the list, and at the socket. */
  const modes = async () => {
    const info = await bodyOf<{ mode: string }>(await call(person, getSession, { param: { id } }));
    const list = await bodyOf<{ items: { id: string; mode: string }[] }>(
      await call(person, listSessions),
    );
    const client = await connect(person, id);
    const [first] = client.frames;
    client.close();
    return [
      info.mode,
      list.items.find((one) => one.id === id)?.mode,
      first?.type === "welcome" ? first.settings.mode : null,
    ];
  };
  expect(await modes()).toEqual(["bypass", "bypass", "bypass"]);
  await endElevation(elevation);
  const renamed = await call(person, updateSession, { param: { id }, json: { title: "new" } });
  expect(await bodyOf(renamed)).toMatchObject({ mode: "default", bypass_until: null });
  expect(await modes()).toEqual(["default", "default", "default"]);
  elevation = await elevate(person);
  expect(await modes()).toEqual(["bypass", "bypass", "bypass"]);
  await endElevation(elevation);
  expect(await modes()).toEqual(["default", "default", "default"]);
});
