import { beforeAll, describe, expect, test } from "vitest";
import * as contract from "#contract/file";
import type { Endpoint } from "#contract/endpoint";
import { errorOf, newProject, onFile } from "../testing/files.ts";
import { call, codeOf, request, signUp, type Person, type Sample } from "../testing/people.ts";
import { zip } from "./import/testing.ts";

let owner: Person;

beforeAll(async () => void (owner = await signUp("user")));

describe("a file over HTTP", () => {
  test("is created with 201, read back, listed, and has its version as ETag", async () => {
    const project = await newProject(owner);
    const made = await onFile(owner, "POST", project, "src/日本語.ts", { body: "const a = 1;" });
    expect(made.status).toBe(201);
    expect(made.headers.get("etag")).toBe('"1"');
    const read = await onFile(owner, "GET", project, "src/日本語.ts");
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
    const project = await newProject(owner);
    await onFile(owner, "POST", project, "evil.html", { body: "<script>alert(1)</script>" });
    await onFile(owner, "POST", project, "evil.svg", { body: "<svg onload='alert(1)'/>" });
    for (const path of ["evil.html", "evil.svg"]) {
      const { headers } = await onFile(owner, "GET", project, path);
      expect(headers.get("content-type")).toBe("text/plain; charset=utf-8");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("content-security-policy")).toContain("sandbox");
    }
  });

  test("is not sent again to who has it", async () => {
    const project = await newProject(owner);
    await onFile(owner, "POST", project, "a", { body: "x" });
    const same = await onFile(owner, "GET", project, "a", {
      headers: { "if-none-match": 'W/"1"' },
    });
    expect(same.status).toBe(304);
    expect(await same.text()).toBe("");
    await onFile(owner, "PUT", project, "a", { body: "y" });
    const newer = await onFile(owner, "GET", project, "a", { headers: { "if-none-match": '"1"' } });
    expect(newer.status).toBe(200);
  });

  test("answers a range with 206, one outside with 416, and all when it changed meanwhile", async () => {
    const project = await newProject(owner);
    await onFile(owner, "POST", project, "a", { body: "0123456789" });
    const part = await onFile(owner, "GET", project, "a", { headers: { range: "bytes=2-4" } });
    expect(part.status).toBe(206);
    expect(part.headers.get("content-range")).toBe("bytes 2-4/10");
    expect(await part.text()).toBe("234");
    const end = await onFile(owner, "GET", project, "a", { headers: { range: "bytes=-3" } });
    expect(await end.text()).toBe("789");
    const outside = await onFile(owner, "GET", project, "a", { headers: { range: "bytes=10-" } });
    expect(outside.status).toBe(416);
    expect(outside.headers.get("content-range")).toBe("bytes */10");
    const changed = await onFile(owner, "GET", project, "a", {
      headers: { range: "bytes=2-4", "if-range": '"9"' },
    });
    expect(changed.status).toBe(200);
    expect(await changed.text()).toBe("0123456789");
  });

  test("downloads under its own name", async () => {
    const project = await newProject(owner);
    await onFile(owner, "POST", project, "docs/報告.md", { body: "x" });
    const { headers } = await onFile(owner, "GET", project, "docs/報告.md", {
      query: { download: "1" },
    });
    expect(headers.get("content-disposition")).toBe(
      `attachment; filename="__.md"; filename*=UTF-8''%E5%A0%B1%E5%91%8A.md`,
    );
  });

  test("a save with a stale version is 412 with both versions; a mistyped one is 400", async () => {
    const project = await newProject(owner);
    await onFile(owner, "POST", project, "a", { body: "1" });
    const saved = await onFile(owner, "PUT", project, "a", {
      body: "2",
      headers: { "if-match": '"1"' },
    });
    expect(saved.status).toBe(200);
    expect(saved.headers.get("etag")).toBe('"2"');
    const stale = await onFile(owner, "PUT", project, "a", {
      body: "3",
      headers: { "if-match": '"1"' },
    });
    expect(stale.status).toBe(412);
    expect(await errorOf(stale)).toMatchObject({
      code: "FILE_005",
      details: { yours: 1, current: { version: 2, modified_by: owner.id } },
    });
    const typo = await onFile(owner, "PUT", project, "a", {
      body: "3",
      headers: { "if-match": "1" },
    });
    expect(await codeOf(typo)).toBe("REQUEST_001");
    const only = await onFile(owner, "PUT", project, "a", {
      body: "3",
      headers: { "if-none-match": "*" },
    });
    expect(only.status).toBe(412);
    expect(await (await onFile(owner, "GET", project, "a")).text()).toBe("2");
  });

  test("an address is decoded once, and never leads outside", async () => {
    const project = await newProject(owner);
    const get = (path: string) =>
      request("GET", `/api/v1/files/${path}?project_id=${project}`, { as: owner });
    expect(await codeOf(await get("a%2f..%2f..%2fb"))).toBe("FILE_004");
    expect(await codeOf(await get("..%5cb"))).toBe("FILE_004");
    expect(await codeOf(await get("%252e%252e%252fb"))).toBe("FILE_003");
    expect(await codeOf(await get("a%250Ab"))).toBe("FILE_003");
  });

  test("a character that no name holds is FILE_004, wherever a path is named", async () => {
    const project = await newProject(owner);
    await onFile(owner, "POST", project, "a", { body: "x" });
    const param = { id: project };
    const ofProject = (spec: Endpoint, sample: Sample) => call(owner, spec, { param, ...sample });
    const everywhere = (path: string) => [
      onFile(owner, "GET", project, path),
      onFile(owner, "GET", project, path, { query: { download: "1" } }),
      onFile(owner, "POST", project, path, { body: "x" }),
      onFile(owner, "POST", project, path, { query: { type: "directory" } }),
      onFile(owner, "PUT", project, path, { body: "x" }),
      onFile(owner, "DELETE", project, path),
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
      const project = await newProject(owner);
      const address = `/api/v1/files/a%${code}b?project_id=${project}`;
      expect(await codeOf(await request("PUT", address, { as: owner, body: "x" }))).toBe(
        "FILE_004",
      );
    },
  );

  test("over its limit is 413 with the limit, and advises to split or store elsewhere", async () => {
    const project = await newProject(owner);
    const limit = 10 * 1024 * 1024;
    const response = await onFile(owner, "POST", project, "big.txt", {
      body: "x".repeat(limit + 1),
    });
    expect(response.status).toBe(413);
    expect(await errorOf(response)).toMatchObject({
      code: "FILE_001",
      remedy: "Split the file, or use external storage",
      details: { limit: "file", limit_bytes: limit, size_bytes: limit + 1, path: "big.txt" },
    });
    const head = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10);
    const image = new Uint8Array(5 * 1024 * 1024 + 1);
    image.set(head);
    const refused = await onFile(owner, "POST", project, "big.png", { body: image });
    expect(await errorOf(refused)).toMatchObject({ details: { limit: "image" } });
    expect(
      await (await call(owner, contract.listFiles, { query: { project_id: project } })).json(),
    ).toMatchObject({ items: [], total_size: 0 });
  });
});
