import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import * as contract from "#contract/file";
import { openDb } from "../platform/db.ts";
import { projectMember } from "../projects/project.sql.ts";
import { createProject } from "../testing/contract.ts";
import type { Endpoint } from "#contract/endpoint";
import {
  addressOf,
  call,
  codeOf,
  request,
  signUp,
  type Person,
  type Sample,
} from "../testing/people.ts";
import { gzip, tar, zip } from "./import/testing.ts";

let owner: Person;
let guest: Person;

beforeAll(async () => {
  [owner, guest] = [await signUp("user"), await signUp("guest")];
});

async function newProject(): Promise<string> {
  const made = await call(owner, createProject, { json: { name: "files" } });
  return ((await made.json()) as { id: string }).id;
}

interface FileRequest {
  readonly body?: BodyInit;
  readonly headers?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly as?: Person;
}

const onFile = (method: string, project: string, path: string, options: FileRequest = {}) =>
  request(
    method,
    addressOf(contract.readFile, {
      param: { path },
      query: { project_id: project, ...options.query },
    }),
    {
      as: options.as ?? owner,
      ...(options.body === undefined ? {} : { body: options.body }),
      ...(options.headers ? { headers: options.headers } : {}),
    },
  );

const errorOf = async (response: Response) =>
  ((await response.json()) as { error: { code: string; details?: Record<string, unknown> } }).error;

describe("a file over HTTP", () => {
  test("is created with 201, read back, listed, and has its version as ETag", async () => {
    const project = await newProject();
    const made = await onFile("POST", project, "src/日本語.ts", { body: "const a = 1;" });
    expect(made.status).toBe(201);
    expect(made.headers.get("etag")).toBe('"1"');
    const read = await onFile("GET", project, "src/日本語.ts");
    expect(read.status).toBe(200);
    expect(await read.text()).toBe("const a = 1;");
    expect(read.headers.get("etag")).toBe('"1"');
    const list = await call(owner, contract.listFiles, { query: { project_id: project } });
    expect(await list.json()).toMatchObject({
      items: [{ path: "src" }, { path: "src/日本語.ts", kind: "text", modified_by: owner.id }],
      total_size: 12,
      limits: { file_bytes: 10 * 1024 * 1024 },
    });
  });

  test("is served as nothing a browser would run", async () => {
    const project = await newProject();
    await onFile("POST", project, "evil.html", { body: "<script>alert(1)</script>" });
    await onFile("POST", project, "evil.svg", { body: "<svg onload='alert(1)'/>" });
    for (const path of ["evil.html", "evil.svg"]) {
      const { headers } = await onFile("GET", project, path);
      expect(headers.get("content-type")).toBe("text/plain; charset=utf-8");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("content-security-policy")).toContain("sandbox");
    }
  });

  test("is not sent again to who has it", async () => {
    const project = await newProject();
    await onFile("POST", project, "a", { body: "x" });
    const same = await onFile("GET", project, "a", { headers: { "if-none-match": 'W/"1"' } });
    expect(same.status).toBe(304);
    expect(await same.text()).toBe("");
    await onFile("PUT", project, "a", { body: "y" });
    const newer = await onFile("GET", project, "a", { headers: { "if-none-match": '"1"' } });
    expect(newer.status).toBe(200);
  });

  test("answers a range with 206, one outside with 416, and all when it changed meanwhile", async () => {
    const project = await newProject();
    await onFile("POST", project, "a", { body: "0123456789" });
    const part = await onFile("GET", project, "a", { headers: { range: "bytes=2-4" } });
    expect(part.status).toBe(206);
    expect(part.headers.get("content-range")).toBe("bytes 2-4/10");
    expect(await part.text()).toBe("234");
    const end = await onFile("GET", project, "a", { headers: { range: "bytes=-3" } });
    expect(await end.text()).toBe("789");
    const outside = await onFile("GET", project, "a", { headers: { range: "bytes=10-" } });
    expect(outside.status).toBe(416);
    expect(outside.headers.get("content-range")).toBe("bytes */10");
    const changed = await onFile("GET", project, "a", {
      headers: { range: "bytes=2-4", "if-range": '"9"' },
    });
    expect(changed.status).toBe(200);
    expect(await changed.text()).toBe("0123456789");
  });

  test("downloads under its own name", async () => {
    const project = await newProject();
    await onFile("POST", project, "docs/報告.md", { body: "x" });
    const { headers } = await onFile("GET", project, "docs/報告.md", { query: { download: "1" } });
    expect(headers.get("content-disposition")).toBe(
      `attachment; filename="__.md"; filename*=UTF-8''%E5%A0%B1%E5%91%8A.md`,
    );
  });

  test("a save with a stale version is 412 with both versions; a mistyped one is 400", async () => {
    const project = await newProject();
    await onFile("POST", project, "a", { body: "1" });
    const saved = await onFile("PUT", project, "a", { body: "2", headers: { "if-match": '"1"' } });
    expect(saved.status).toBe(200);
    expect(saved.headers.get("etag")).toBe('"2"');
    const stale = await onFile("PUT", project, "a", { body: "3", headers: { "if-match": '"1"' } });
    expect(stale.status).toBe(412);
    expect(await errorOf(stale)).toMatchObject({
      code: "FILE_005",
      details: { yours: 1, current: { version: 2, modified_by: owner.id } },
    });
    const typo = await onFile("PUT", project, "a", { body: "3", headers: { "if-match": "1" } });
    expect(await codeOf(typo)).toBe("REQUEST_001");
    const only = await onFile("PUT", project, "a", {
      body: "3",
      headers: { "if-none-match": "*" },
    });
    expect(only.status).toBe(412);
    expect(await (await onFile("GET", project, "a")).text()).toBe("2");
  });

  test("an address is decoded once, and never leads outside", async () => {
    const project = await newProject();
    const get = (path: string) =>
      request("GET", `/api/v1/files/${path}?project_id=${project}`, { as: owner });
    expect(await codeOf(await get("a%2f..%2f..%2fb"))).toBe("FILE_004");
    expect(await codeOf(await get("..%5cb"))).toBe("FILE_004");
    expect(await codeOf(await get("%252e%252e%252fb"))).toBe("FILE_003");
    expect(await codeOf(await get("a%250Ab"))).toBe("FILE_003");
  });

  test("a character that no name holds is FILE_004, wherever a path is named", async () => {
    const project = await newProject();
    await onFile("POST", project, "a", { body: "x" });
    const param = { id: project };
    const ofProject = (spec: Endpoint, sample: Sample) => call(owner, spec, { param, ...sample });
    const everywhere = (path: string) => [
      onFile("GET", project, path),
      onFile("GET", project, path, { query: { download: "1" } }),
      onFile("POST", project, path, { body: "x" }),
      onFile("POST", project, path, { query: { type: "directory" } }),
      onFile("PUT", project, path, { body: "x" }),
      onFile("DELETE", project, path),
      ofProject(contract.moveFile, { json: { from: path, to: "b" } }),
      ofProject(contract.moveFile, { json: { from: "a", to: path } }),
      ofProject(contract.importArchive, { query: { into: path }, body: zip([]) }),
      ofProject(contract.downloadArchive, { query: { path } }),
      ofProject(contract.listChanges, { query: { path } }),
    ];
    for (const path of ["a\nb", "a\n", "\n"]) {
      const answers = await Promise.all(everywhere(path));
      for (const answer of answers) {
        expect(answer.status).toBe(400);
        expect(await errorOf(answer)).toMatchObject({
          code: "FILE_004",
          details: { path, why: "control_character" },
        });
      }
    }
  });

  test.each(["00", "01", "09", "0A", "0D", "1B", "1F", "7F", "C2%85", "E2%80%A8", "E2%80%AE"])(
    "the encoded character %s in an address is FILE_004",
    async (code) => {
      const project = await newProject();
      const address = `/api/v1/files/a%${code}b?project_id=${project}`;
      expect(await codeOf(await request("PUT", address, { as: owner, body: "x" }))).toBe(
        "FILE_004",
      );
    },
  );

  test("over its limit is 413 with the limit, and advises to split or store elsewhere", async () => {
    const project = await newProject();
    const limit = 10 * 1024 * 1024;
    const response = await onFile("POST", project, "big.txt", { body: "x".repeat(limit + 1) });
    expect(response.status).toBe(413);
    expect(await errorOf(response)).toMatchObject({
      code: "FILE_001",
      remedy: "Split the file, or use external storage",
      details: { limit: "file", limit_bytes: limit, size_bytes: limit + 1, path: "big.txt" },
    });
    const head = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10);
    const image = new Uint8Array(5 * 1024 * 1024 + 1);
    image.set(head);
    const refused = await onFile("POST", project, "big.png", { body: image });
    expect(await errorOf(refused)).toMatchObject({ details: { limit: "image" } });
    expect(
      await (await call(owner, contract.listFiles, { query: { project_id: project } })).json(),
    ).toMatchObject({ items: [], total_size: 0 });
  });
});

describe("a project's files", () => {
  test("are imported, moved, searched and downloaded as a zip that imports again", async () => {
    const project = await newProject();
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
    const again = await newProject();
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
    const param = { id: await newProject() };
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
    const project = await newProject();
    await onFile("POST", project, "a/b/c.txt", { body: "c" });
    await onFile("POST", project, "other.txt", { body: "o" });
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
    const project = await newProject();
    const body = zip([{ name: "../evil", body: "x" }]);
    const response = await call(owner, contract.importArchive, { param: { id: project }, body });
    expect(response.status).toBe(422);
    expect(await errorOf(response)).toMatchObject({
      code: "FILE_007",
      details: { path: "../evil", why: "dot_segment" },
    });
  });

  test("changes are told with their bodies by hash", async () => {
    const project = await newProject();
    await onFile("POST", project, "a", { body: "one" });
    await onFile("DELETE", project, "a");
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
    const project = await newProject();
    await openDb(env.DB)
      .insert(projectMember)
      .values({ projectId: project, userId: guest.id, role: "viewer", createdAt: new Date() });
    const made = await onFile("POST", project, "a", { body: "x", as: guest });
    expect(await codeOf(made)).toBe("AUTH_004");
    const list = await call(guest, contract.listFiles, { query: { project_id: project } });
    expect(list.status).toBe(200);
  });
});
