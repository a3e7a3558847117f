import { beforeAll, expect, test } from "vitest";
import * as file from "#contract/file";
import * as contract from "#contract/master";
import { createProject } from "#contract/project";
import { bringer } from "../../testing/master-files.ts";
import { connect, script, settle } from "../../testing/chat.ts";
import { addressOf, call, codeOf, request, signUp, type Person } from "../../testing/people.ts";
import { calls, say } from "../../testing/script.ts";
import { provedAdmin } from "../../testing/step-up.ts";

let admin: Person;
beforeAll(async () => {
  admin = await provedAdmin();
});

const unique = () => crypto.randomUUID().slice(0, 8);

const { look, bring } = bringer(() => admin);

test("a project begins with the files of its template, and a template that is gone is said to be", async () => {
  const name = `t ${unique()}`;
  const content = '"const a = 1;\nconst b = ""2"";"';
  await bring(
    "project_templates",
    `name,path,content\n${name},src/a.ts,${content}\n${name},README.md,hi`,
  );
  const person = await signUp("user");
  const list = await (
    await call(person, contract.listProjectTemplates)
  ).json<{ items: { id: string; name: string; file_count: number }[] }>();
  const template = list.items.find((one) => one.name === name);
  expect(template?.file_count).toBe(2);
  const begin = (template_id: string) =>
    call(person, createProject, { json: { name: "from a template", template_id } });
  const { id } = await (await begin(template?.id ?? "")).json<{ id: string }>();
  const read = await call(person, file.readFile, {
    param: { path: "src/a.ts" },
    query: { project_id: id },
  });
  expect(await read.text()).toContain('const b = "2";');
  const param = { kind: "project_templates", id: template?.id ?? "" };
  expect((await call(admin, contract.deleteMaster, { param })).status).toBe(204);
  const gone = await begin(template?.id ?? "");
  expect([gone.status, await codeOf(gone)]).toEqual([404, "MASTER_001"]);
});

test("a command pattern holds for everybody, in the run that is under way, and is lifted again (C-06, T-03)", async () => {
  const id = crypto.randomUUID();
  const save = await call(admin, contract.saveCommandPattern, {
    param: { id },
    json: { pattern: "touch secret*", effect: "deny", note: "" },
  });
  expect(save.status).toBe(200);
  const setting = await settle({ mode: "acceptEdits" });
  const client = await connect(setting.person, setting.session);
  const ask = async () => {
    const touch = calls(["Bash", { command: "cd . && touch secret.txt" }]);
    const { marker } = await script([touch, say("Done.")]);
    await client.say(`${marker} go`);
    await client.rest();
    return client.items().findLast((item) => item.kind === "tool")?.state;
  };
  expect(await ask()).toBe("denied");
  await call(admin, contract.deleteMaster, { param: { kind: "command_patterns", id } });
  expect(await ask()).toBe("done");
  client.close();
});

test("a rule about fetching names a domain out in the world, and only denies", async () => {
  const lines = [
    ["WebFetch(domain:example.com)", "deny", "new"],
    ["WebFetch(domain:*.example.org)", "deny", "new"],
    ["WebFetch(domain:example.net)", "ask", null],
    ["WebFetch(domain:10.0.0.1)", "deny", null],
    ["WebFetch(domain:com)", "deny", null],
    ["WebFetch(example.com)", "deny", null],
    ["WebFetch(domain:example.com", "deny", null],
    ["git push (all)", "deny", null],
    ["git push *", "deny", "new"],
  ] as const;
  const text = ["pattern,effect", ...lines.map(([pattern, effect]) => `${pattern},${effect}`)];
  const { rows } = await look("command_patterns", text.join("\n"));
  expect(rows.map(({ change }) => change)).toEqual(lines.map(([, , change]) => change));
  expect(rows[2]?.error).toBe("effect: WebFetch asks every time: only deny");
  const param = { id: crypto.randomUUID() };
  const json = { pattern: "WebFetch(domain:localhost)", effect: "deny" };
  const refused = await call(admin, contract.saveCommandPattern, { param, json });
  expect([refused.status, await codeOf(refused)]).toEqual([400, "REQUEST_001"]);
});

test("of two who change a pattern at once one is told; what was read is not overwritten unseen", async () => {
  const id = crypto.randomUUID();
  const put = (note: string, headers: Record<string, string> = {}) =>
    request("PUT", addressOf(contract.saveCommandPattern, { param: { id } }), {
      as: admin,
      json: { pattern: `rm ${id}`, effect: "ask", note },
      headers,
    });
  const { updated_at } = await (await put("as read")).json<{ updated_at: string }>();
  const asRead = { "if-match": `"${Date.parse(updated_at)}"` };
  const answers = await Promise.all([put("one", asRead), put("other", asRead)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  expect(await codeOf(await put("late", asRead))).toBe("EDIT_001");
  expect((await put("last")).status).toBe(200);
});

test("two of one name are refused", async () => {
  const name = `n-${unique()}`;
  const save = (id: string) =>
    call(admin, contract.savePromptTemplate, { param: { id }, json: { name, body: "x" } });
  const id = crypto.randomUUID();
  expect((await save(id)).status).toBe(200);
  expect((await save(id)).status).toBe(200);
  const twice = await save(crypto.randomUUID());
  expect([twice.status, await codeOf(twice)]).toEqual([409, "MASTER_002"]);
});
