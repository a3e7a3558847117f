/** A project and requests on its files, as their owner sends them. */
import { readFile } from "#contract/file";
import { createProject } from "./contract.ts";
import { addressOf, call, request, type Person } from "./people.ts";

export async function newProject(owner: Person): Promise<string> {
  const made = await call(owner, createProject, { json: { name: "files" } });
  return ((await made.json()) as { id: string }).id;
}

interface FileRequest {
  readonly body?: BodyInit;
  readonly headers?: Record<string, string>;
  readonly query?: Record<string, string>;
}

export const onFile = (
  as: Person,
  method: string,
  project: string,
  path: string,
  { query, ...options }: FileRequest = {},
) =>
  request(
    method,
    addressOf(readFile, { param: { path }, query: { project_id: project, ...query } }),
    { as, ...options },
  );

export const errorOf = async (response: Response) =>
  ((await response.json()) as { error: { code: string; details?: Record<string, unknown> } }).error;
