import type { Walker } from "./walk.ts";

const of = (id: string) => ({ param: { id } });

/** One's own project, its files, and a chat in it: for whoever may own one, with a key or without. */
export async function walkOwnThings({ go }: Walker): Promise<void> {
  const { id: project } = await go("createProject", { json: { name: "a walk" } });
  await go("getProject", of(project));
  await go("updateProject", { ...of(project), json: { name: "a longer walk" } });
  const inIt = { query: { project_id: project } };
  const file = (path: string) => ({ param: { path }, ...inIt });
  await go("createFile", { ...file("a.txt"), body: "one" });
  await go("readFile", file("a.txt"));
  await go("saveFile", { ...file("a.txt"), body: "two" });
  await go("moveFile", { ...of(project), json: { from: "a.txt", to: "b.txt" } });
  await go("listFiles", inIt);
  await go("searchFiles", { ...of(project), json: { pattern: "two" } });
  await go("downloadArchive", of(project));
  const changes = await go("listChanges", of(project));
  const written = (changes["items"] as { after: string | null }[]).find(
    ({ after }) => after !== null,
  );
  await go("readBlob", { param: { id: project, hash: written?.after ?? "" } });
  await go("deleteFile", file("b.txt"));
  const { id: session } = await go("createSession", { json: inIt.query });
  await go("getSession", of(session));
  await go("updateSession", { ...of(session), json: { title: "on the way" } });
  await go("sendMessage", { ...of(session), json: { text: "/help" } });
  await go("followSession", { ...of(session), query: { until: "idle" } });
  await go("getHistory", of(session));
  await go("archiveSession", of(session));
  await go("unarchiveSession", of(session));
  await go("deleteSession", of(session));
  await go("archiveProject", of(project));
  await go("unarchiveProject", of(project));
  await go("deleteProject", of(project));
  await go("restoreOwnProject", of(project));
}

/** One's own keys and requests. */
export async function walkOwnAccount({ go }: Walker): Promise<void> {
  const key = await go("createApiKey", { json: { name: "a walk", permissions: ["read"] } });
  await go("updateApiKey", { ...of(key.id), json: { limits: { calls_per_day: 7 } } });
  await go("revokeApiKey", of(key.id));
  const json = { kind: "budget", reason: "a walk costs something", amount_micro_usd: 200_000_000 };
  const asked = await go("createRequest", { json });
  await go("withdrawRequest", of(asked.id));
}
