import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import {
  bytes,
  openWorkspace,
  pathsOf,
  person,
  readAll,
  streamOf,
  textAt,
  value,
} from "../testing.ts";
import { concat, gzip, tar, type TarItem, zip, type ZipItem } from "./testing.ts";

const origin = { ...person, kind: "import" } as const;
const options = { into: "", strip: "auto", length: null } as const;

const importInto = async (
  { rpc }: Awaited<ReturnType<typeof openWorkspace>>,
  archive: Uint8Array,
  more: Partial<{ into: string; strip: "auto" | "none" }> = {},
) => rpc.importArchive(streamOf(archive), { ...options, ...more }, origin);

/** The workspace as it was: one file, and nothing of the archive in rows, bodies or R2. */
async function refusal(archive: Uint8Array) {
  const workspace = await openWorkspace();
  await workspace.rpc.createFile("kept.txt", bytes("kept"), person);
  const result = await importInto(workspace, archive);
  expect(await pathsOf(workspace.rpc)).toEqual(["kept.txt"]);
  const left = await runInDurableObject(workspace.stub, (_object, { storage: { sql } }) => ({
    blobs: sql.exec("SELECT hash FROM blob WHERE state = 'loose'").toArray(),
    staging: sql.exec("SELECT key FROM staging").toArray(),
    changes: sql.exec("SELECT seq FROM change").toArray().length,
  }));
  expect(left).toEqual({ blobs: [], staging: [], changes: 1 });
  const { objects } = await env.FILES.list({ prefix: `staging/${workspace.id}/` });
  expect(objects).toEqual([]);
  if (result.ok) return "imported";
  const details: Record<string, unknown> = result.details ?? {};
  return `${result.code} ${String(details["why"] ?? details["limit"])}`;
}

describe("an honest archive comes in", () => {
  const items = [
    { name: "package/package.json", body: "{}" },
    { name: "package/bin/run.sh", body: "#!/bin/sh\n", mode: 0o755 },
    { name: "package/src/日本語.ts", body: "export {};\n" },
    { name: "package/logo.png", body: Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0) },
    { name: "package/node_modules/x/index.js", body: "skipped" },
  ];
  const asZip = items.map((item) => ({ ...item, mode: 0o100000 | (item.mode ?? 0o644) }));

  test.each([
    ["a tarball as npm makes it", gzip(tar(items))],
    ["a plain tar", tar(items)],
    ["a zip", zip(asZip)],
  ])("%s: stripped, with kinds and the executable bit", async (_name, archive) => {
    const workspace = await openWorkspace();
    const { rpc } = workspace;
    expect(value(await importInto(workspace, archive))).toEqual({
      imported: 4,
      bytes: 2 + 10 + 11 + 9,
      skipped: [{ path: "package/node_modules", reason: "dependencies" }],
    });
    expect(await pathsOf(rpc)).toEqual([
      "bin/",
      "bin/run.sh",
      "logo.png",
      "package.json",
      "src/",
      "src/日本語.ts",
    ]);
    const { items: infos } = await rpc.tree();
    expect(infos.filter((info) => info.executable).map((info) => info.path)).toEqual([
      "bin/run.sh",
    ]);
    expect(infos.find((info) => info.path === "logo.png")?.kind).toBe("image");
    expect(await textAt(rpc, "src/日本語.ts")).toBe("export {};\n");
    expect((await rpc.changes({ limit: 1 })).items[0]).toMatchObject({ actor: { kind: "import" } });
  });

  test("a tar whose names begin with ./, with folders of their own, into a folder", async () => {
    const workspace = await openWorkspace();
    const archive = tar([
      { name: "./", type: "5" },
      { name: "./a.txt", body: "a" },
      { name: "./empty/", type: "5" },
    ]);
    value(await importInto(workspace, gzip(archive), { into: "lib/x" }));
    expect(await pathsOf(workspace.rpc)).toEqual(["lib/", "lib/x/", "lib/x/a.txt", "lib/x/empty/"]);
  });

  test("existing files are replaced, their versions go on", async () => {
    const workspace = await openWorkspace();
    await workspace.rpc.createFile("a.txt", bytes("old"), person);
    await importInto(workspace, zip([{ name: "a.txt", body: "new" }]));
    expect(await textAt(workspace.rpc, "a.txt")).toBe("new");
    expect(value(await workspace.rpc.readFile("a.txt")).info.version).toBe(2);
  });

  test("a zip too large for memory is staged, read by ranges, and the stage is gone after", async () => {
    const workspace = await openWorkspace();
    const noise = new Uint8Array(7_000_000);
    for (let at = 0; at < noise.length; at += 65_536)
      crypto.getRandomValues(noise.subarray(at, Math.min(at + 65_536, noise.length)));
    const archive = zip([
      { name: "noise.bin", body: noise },
      { name: "small.txt", body: "after it" },
    ]);
    expect(value(await importInto(workspace, archive)).imported).toBe(2);
    expect(await readAll(workspace.rpc, "noise.bin")).toEqual(noise);
    expect(await textAt(workspace.rpc, "small.txt")).toBe("after it");
    const { objects } = await env.FILES.list({ prefix: `staging/${workspace.id}/` });
    expect(objects).toEqual([]);
  });

  test("a thousand files come in as one change of the tree", async () => {
    const workspace = await openWorkspace();
    const many = Array.from({ length: 1000 }, (_, n) => ({
      name: `d${n % 30}/f${n}`,
      body: `${n}`,
    }));
    expect(value(await importInto(workspace, gzip(tar(many)))).imported).toBe(1000);
    expect(await workspace.rpc.usage()).toMatchObject({ files: 1000 });
  });
});

describe("a hostile archive is refused and changes nothing", () => {
  const good = { name: "good.txt", body: "good" };
  const zeros = new Uint8Array(40_000_000);
  const tars: [string, TarItem, string][] = [
    ["a path outside", { name: "../evil", body: "x" }, "FILE_007 dot_segment"],
    ["an absolute path", { name: "/etc/cron.d/x", body: "x" }, "FILE_007 absolute"],
    ["a backslash", { name: "..\\evil", body: "x" }, "FILE_007 backslash"],
    ["a symbolic link", { name: "l", type: "2", link: "/etc" }, "FILE_007 link"],
    ["a hard link", { name: "l", type: "1", link: "good.txt" }, "FILE_007 link"],
    ["a device", { name: "d", type: "3" }, "FILE_007 special_file"],
    ["a fifo", { name: "f", type: "6" }, "FILE_007 special_file"],
    ["the same file twice", good, "FILE_007 duplicate"],
    ["a file below a file", { name: "good.txt/x", body: "x" }, "FILE_007 duplicate"],
    ["a bomb", { name: "bomb", body: zeros }, "FILE_007 bomb"],
    ["a text over its limit", { name: "t", body: textOf(11_000_000) }, "FILE_001 file"],
  ];
  test.each(tars)("tar.gz with %s", async (_name, item, expected) => {
    expect(await refusal(gzip(tar([good, item])))).toBe(expected);
  });

  const zips: [string, ZipItem, string][] = [
    ["a path outside", { name: "../../evil", body: "x" }, "FILE_007 dot_segment"],
    ["an absolute path", { name: "/etc/passwd", body: "x" }, "FILE_007 absolute"],
    ["a drive letter", { name: "C:/evil", body: "x" }, "FILE_007 absolute"],
    ["a backslash", { name: "a\\..\\evil", body: "x" }, "FILE_007 backslash"],
    ["a NUL in a name", { name: "a\0.txt", body: "x" }, "FILE_007 control_character"],
    ["a symbolic link", { name: "l", body: "/etc", mode: 0o120777 }, "FILE_007 link"],
    ["a device", { name: "d", mode: 0o020644 }, "FILE_007 special_file"],
    ["an encrypted entry", { name: "e", body: "x", flags: 0x801 }, "FILE_007 encrypted"],
    ["the same file twice", good, "FILE_007 duplicate"],
    ["a wrong checksum", { name: "c", body: "x", crc: 1 }, "FILE_007 damaged"],
    ["a bomb that tells its size", { name: "bomb", body: zeros }, "FILE_007 bomb"],
    ["a bomb that lies about it", { name: "bomb", body: zeros, declared: 10 }, "FILE_007 damaged"],
  ];
  test.each(zips)("zip with %s", async (_name, item, expected) => {
    expect(await refusal(zip([good, item]))).toBe(expected);
  });

  const whole = gzip(tar([good, { name: "more.txt", body: textOf(100_000) }]));
  const wholeZip = zip([good, { name: "more.txt", body: textOf(100_000) }]);
  const plain = tar([good, { name: "more.txt", body: "more" }]);
  test.each([
    ["a tar.gz cut short", whole.subarray(0, whole.length - 20), "FILE_007 damaged"],
    ["a tar cut in a body", plain.subarray(0, 1540), "FILE_007 damaged"],
    ["a tar without its end", plain.subarray(0, plain.length - 1024), "FILE_007 damaged"],
    ["a zip cut short", wholeZip.subarray(0, wholeZip.length - 20), "FILE_007 damaged"],
    ["a tar with a broken header", flip(plain, 1024 + 5), "FILE_007 damaged"],
    ["gzip that holds no tar", gzip(bytes("hello".repeat(500))), "FILE_007 damaged"],
    ["text", bytes("just some text"), "FILE_007 format"],
    ["nothing", new Uint8Array(0), "FILE_007 format"],
    ["RAR", concat(bytes("Rar!"), Uint8Array.of(26, 7, 1, 0)), "FILE_007 format"],
  ])("%s", async (_name, archive, expected) => {
    expect(await refusal(archive)).toBe(expected);
  });

  test("an archive that would replace a folder by a file, or a file by a folder", async () => {
    const workspace = await openWorkspace();
    await workspace.rpc.createFile("a/b", bytes("1"), person);
    await workspace.rpc.createFile("c", bytes("2"), person);
    const asFile = zip([
      { name: "new", body: "x" },
      { name: "a", body: "x" },
    ]);
    expect(await importInto(workspace, asFile)).toMatchObject({ code: "FILE_006" });
    const below = zip([{ name: "c/d", body: "x" }, { name: "e" }]);
    expect(await importInto(workspace, below, { strip: "none" })).toMatchObject({
      code: "FILE_006",
    });
    expect(await pathsOf(workspace.rpc)).toEqual(["a/", "a/b", "c"]);
  });
});

/** Text that packs badly enough not to look like a bomb. */
function textOf(size: number): Uint8Array {
  const body = new Uint8Array(size);
  let seed = 1;
  for (let at = 0; at < size; at++) {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    body[at] = 97 + ((seed >> 16) % 26);
  }
  return body;
}

function flip(body: Uint8Array, at: number): Uint8Array {
  const copy = body.slice();
  copy[at] = (copy[at] ?? 0) ^ 0xff;
  return copy;
}
