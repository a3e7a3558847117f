import { expect, test } from "vitest";
import { createProject, archiveProject, listProjects, unarchiveProject } from "#contract/project";
import { createSession, getSession } from "#contract/session";
import { listFiles } from "#contract/file";
import { call, codeOf, signUp } from "../testing/people.ts";

async function withProject() {
  const person = await signUp("user");
  const made = await call(person, createProject, { json: { name: "put away" } });
  const { id } = (await made.json()) as { id: string };
  return { person, id, param: { id } };
}

const names = async (response: Response) =>
  ((await response.json()) as { items: { id: string }[] }).items.map((one) => one.id);

test("an archived project is listed apart, closed to work, and whole again when taken back", async () => {
  const { person, id, param } = await withProject();
  const json = { project_id: id };
  const opened = await call(person, createSession, { json });
  const session = (await opened.json()) as { id: string };
  expect((await call(person, archiveProject, { param })).status).toBe(204);
  expect(await names(await call(person, listProjects, {}))).not.toContain(id);
  const archived = await call(person, listProjects, { query: { status: "archived" } });
  expect(await names(archived)).toEqual([id]);
  expect(await codeOf(await call(person, createSession, { json }))).toBe("PROJECT_001");
  expect(await codeOf(await call(person, listFiles, { query: json }))).toBe("PROJECT_001");

  expect((await call(person, unarchiveProject, { param })).status).toBe(204);
  const again = await call(person, getSession, { param: { id: session.id } });
  expect(again.status).toBe(200);
});

test("twice is refused, and so is another person", async () => {
  const { person, param } = await withProject();
  const stranger = await signUp("user");
  expect(await codeOf(await call(stranger, archiveProject, { param }))).toBe("PROJECT_001");
  await call(person, archiveProject, { param });
  const again = await call(person, archiveProject, { param });
  expect([again.status, await codeOf(again)]).toEqual([409, "PROJECT_002"]);
});
