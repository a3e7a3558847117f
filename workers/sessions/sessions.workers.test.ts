import { expect, test } from "vitest";
import { allEndpoints } from "#contract/index";
import { addSession, settle } from "../testing/chat.ts";
import { call, codeOf } from "../testing/people.ts";

const { deleteSession, getSession, listFiles, createSession, updateSession } = allEndpoints;
const paths = async (person: Parameters<typeof call>[0], project: string) => {
  const response = await call(person, listFiles, { query: { project_id: project } });
  return ((await response.json()) as { items: { path: string }[] }).items.map((item) => item.path);
};

test("a session starts in its role's mode with the default model and is active (C-05, U-058)", async () => {
  const { person, session } = await settle();
  const info = await (await call(person, getSession, { param: { id: session } })).json();
  expect(info).toMatchObject({ mode: "acceptEdits", status: "active", run: "idle" });
  const admin = await settle({ role: "admin" });
  const other = await call(admin.person, getSession, { param: { id: admin.session } });
  expect(await other.json()).toMatchObject({ mode: "default" });
});

test("a session is found by its id with and without prefix (C-02)", async () => {
  const { person, session } = await settle();
  const bare = await call(person, getSession, { param: { id: session.slice(5) } });
  expect(await bare.json()).toMatchObject({ id: session });
});

test("bypass is for administrators, on creation and afterwards (U-063)", async () => {
  const { person, project, session } = await settle();
  const created = await call(person, createSession, {
    json: { project_id: project, mode: "bypass" },
  });
  expect(await codeOf(created)).toBe("SESSION_004");
  const changed = await call(person, updateSession, {
    param: { id: session },
    json: { mode: "bypass" },
  });
  expect(await codeOf(changed)).toBe("SESSION_004");
});

test("a model of the documents' names is accepted by its alias; an unknown one is refused (T-13)", async () => {
  const { person, project } = await settle();
  const json = (model: string) => ({ json: { project_id: project, model } });
  expect((await call(person, createSession, json("claude-opus-4-5"))).status).toBe(201);
  expect(await codeOf(await call(person, createSession, json("gpt-9")))).toBe("CLAUDE_003");
});

test("deleting a session keeps the files; the last one may take them along (C-03)", async () => {
  const { person, project, session } = await settle({ files: { "src/a.txt": "A" } });
  const second = await addSession(person, project);
  const refused = await call(person, deleteSession, {
    param: { id: second },
    query: { files: "delete" },
  });
  expect(await codeOf(refused)).toBe("SESSION_005");
  expect((await call(person, deleteSession, { param: { id: second } })).status).toBe(204);
  expect(await paths(person, project)).toEqual(["src", "src/a.txt"]);
  await call(person, deleteSession, { param: { id: session }, query: { files: "delete" } });
  expect(await paths(person, project)).toEqual([]);
});
