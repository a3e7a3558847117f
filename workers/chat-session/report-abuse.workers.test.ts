import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { connect, script, settle } from "../testing/chat.ts";
import { calls, say } from "../testing/script.ts";

test("a command no work needs is counted with its person's activity, once a call, without its text", async () => {
  const { person, session } = await settle({ mode: "acceptEdits" });
  const { marker } = await script([
    calls(["Bash", { command: "rm -rf /" }]),
    calls(["Bash", { command: "ls" }]),
    say("Done."),
  ]);
  const client = await connect(person, session);
  await client.say(`${marker} go on`);
  await client.rest();
  const rows = () =>
    env.DB.prepare("SELECT * FROM user_activity WHERE user_id = ? AND error_code = 'COMMAND_ABUSE'")
      .bind(person.id)
      .all();
  await expect.poll(async () => (await rows()).results.length, { timeout: 5000 }).toBe(1);
  const [row] = (await rows()).results;
  expect(row).toMatchObject({
    resource_type: "SESSION",
    resource_id: session.replace("sess_", ""),
    method: "TOOL",
    request_body: '{"abuse":"destruction"}',
  });
});
