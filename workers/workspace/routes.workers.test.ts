import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import * as contract from "#contract/file";
import { openDb } from "../platform/db.ts";
import { projectMember } from "../projects/project.sql.ts";
import { errorOf, newProject, onFile } from "../testing/files.ts";
import { call, codeOf, signUp, type Person } from "../testing/people.ts";
import { gzip, tar, zip } from "./import/testing.ts";

let owner: Person;

beforeAll(async () => void (owner = await signUp("user")));

describe("a project's files", () => {
  test("are imported, moved, searched and downloaded as a zip that imports again", async () => {
    const project = await newProject(owner);
    const archive = gzip(
      tar([
        { name: "package/README.md", body: "# Hello\n" },
        { name: "package/bin/x", body: "#!/bin/sh\n", mode: 0o755 },
      ]),
    );
    const param = { id: project };
    const imported = await call(owner, contract.importArchive, { param, body: archive });
    expect(await imported.json()).toEqual({ imported: 2, bytes: 18, skipped: [] });
    const moved = await call(owner, contract.moveFile, {
      param,
      json: { from: "bin", to: "tools/bin" },
    });
    expect(await moved.json()).toEqual({ moved: 2 });
    const found = await call(owner, contract.searchFiles, { param, json: { pattern: "hello" } });
    expect(await found.json()).toEqual({
      matches: [{ path: "README.md", line: 1, text: "# Hello" }],
      truncated: false,
    });
    const download = await call(owner, contract.downloadArchive, { param });
    expect(download.headers.get("content-type")).toBe("application/zip");
    expect(download.headers.get("content-disposition")).toContain("project.zip");
    const again = await newProject(owner);
    const body = await download.arrayBuffer();
    const back = await call(owner, contract.importArchive, {
      param: { id: again },
      query: { strip: "none" },
      body,
    });
    expect(await back.json()).toMatchObject({ imported: 2, bytes: 18 });
    const list = await call(owner, contract.listFiles, { query: { project_id: again } });
    expect(await list.json()).toMatchObject({
      items: [
        { path: "README.md" },
        { path: "tools" },
        { path: "tools/bin" },
        { path: "tools/bin/x", executable: true },
      ],
    });
  });

  test("a search names the field it cannot use", async () => {
    const param = { id: await newProject(owner) };
    const search = (json: object) => call(owner, contract.searchFiles, { param, json });
    for (const [path, json] of [
      ["json.pattern", { pattern: "(", literal: false }],
      ["json.glob", { pattern: "x", glob: "[" }],
      ["json.pattern", { pattern: "" }],
    ] as const) {
      const response = await search(json);
      expect(response.status).toBe(400);
      expect(await errorOf(response)).toMatchObject({ code: "REQUEST_001", issues: [{ path }] });
    }
  });

  test("a folder downloads under its name and by itself", async () => {
    const project = await newProject(owner);
    await onFile(owner, "POST", project, "a/b/c.txt", { body: "c" });
    await onFile(owner, "POST", project, "other.txt", { body: "o" });
    const param = { id: project };
    const folder = await call(owner, contract.downloadArchive, { param, query: { path: "a/b" } });
    expect(folder.headers.get("content-disposition")).toContain("b.zip");
    const names = new TextDecoder("latin1").decode(await folder.arrayBuffer());
    expect(names).toContain("b/c.txt");
    expect(names).not.toContain("other.txt");
    const none = await call(owner, contract.downloadArchive, { param, query: { path: "none" } });
    expect(await codeOf(none)).toBe("FILE_003");
  });

  test("a hostile archive is 422 and names what and why", async () => {
    const project = await newProject(owner);
    const body = zip([{ name: "../evil", body: "x" }]);
    const response = await call(owner, contract.importArchive, { param: { id: project }, body });
    expect(response.status).toBe(422);
    expect(await errorOf(response)).toMatchObject({
      code: "FILE_007",
      details: { path: "../evil", why: "dot_segment" },
    });
  });

  test("changes are told with their bodies by hash", async () => {
    const project = await newProject(owner);
    await onFile(owner, "POST", project, "a", { body: "one" });
    await onFile(owner, "DELETE", project, "a");
    const param = { id: project };
    const log = await call(owner, contract.listChanges, { param, query: { path: "a" } });
    const { items } = (await log.json()) as { items: { before: string; after: string | null }[] };
    expect(items.map((item) => item.after === null)).toEqual([true, false]);
    const blob = await call(owner, contract.readBlob, {
      param: { ...param, hash: items[0]!.before },
    });
    expect(await blob.text()).toBe("one");
    expect(blob.headers.get("content-security-policy")).toContain("sandbox");
  });

  test("a guest looks and changes nothing", async () => {
    const [guest, project] = [await signUp("guest"), await newProject(owner)];
    await openDb(env.DB)
      .insert(projectMember)
      .values({ projectId: project, userId: guest.id, role: "viewer", createdAt: new Date() });
    const made = await onFile(guest, "POST", project, "a", { body: "x" });
    expect(await codeOf(made)).toBe("AUTH_004");
    const list = await call(guest, contract.listFiles, { query: { project_id: project } });
    expect(list.status).toBe(200);
  });
});
