import type { PermissionMode } from "#contract/common";
import type { Client } from "./client.ts";

export interface TestProject {
  readonly id: string;
  /** Address of its workbench. */
  readonly path: string;
  /** A new chat session; answers its address. */
  newSession(options?: { title?: string; mode?: PermissionMode }): Promise<string>;
  /** What the server holds at a path. */
  read(path: string): Promise<string>;
  /** Creates or replaces a file, as another person's editor would. */
  write(path: string, text: string): Promise<void>;
}

/** A project over the API, for tests whose subject is not how it is made in the browser. */
export async function createProject(
  client: Client,
  files: Readonly<Record<string, string>> = {},
): Promise<TestProject> {
  const name = `project ${crypto.randomUUID().slice(0, 8)}`;
  const { id } = await client.json<{ id: string }>("POST", "/projects", { name });
  const project = openProject(client, id);
  for (const [path, text] of Object.entries(files)) await project.write(path, text);
  return project;
}

/** A project that exists already. */
export function openProject(client: Client, id: string): TestProject {
  const address = (path: string) =>
    `/files/${path.split("/").map(encodeURIComponent).join("/")}?project_id=${id}`;
  return {
    id,
    path: `/p/${id}`,
    async newSession(options = {}) {
      const body = { project_id: id, ...options };
      const session = await client.json<{ id: string }>("POST", "/sessions", body);
      return `/p/${id}/s/${session.id}`;
    },
    async read(path) {
      const answer = await client.call("GET", address(path));
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return answer.text();
    },
    async write(path, text) {
      const answer = await client.call("PUT", address(path), new TextEncoder().encode(text));
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    },
  };
}
