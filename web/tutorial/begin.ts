import { createFile } from "#contract/file";
import { createProject } from "#contract/project";
import { createSession } from "#contract/session";
import { call } from "../client/call.ts";
import { upload } from "../client/raw.ts";
import { t } from "../i18n/tutorial.ts";
import { keepProgress } from "./progress.ts";

/** Makes the project for practice with a file and a session. Answers where it begins. */
export async function beginTutorial(): Promise<string> {
  const { id } = await call(createProject, { json: { name: t("project") } });
  await upload(
    createFile,
    { param: { path: "README.md" }, query: { project_id: id } },
    t("readme"),
  );
  const session = await call(createSession, { json: { project_id: id, mode: "default" } });
  keepProgress({ state: "running", part: "chat", project: id });
  return `/p/${id}/s/${session.id}`;
}
