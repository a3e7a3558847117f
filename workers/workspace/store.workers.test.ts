import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { hashOf } from "./blobs.ts";
import { bytes, openWorkspace, pathsOf, person, readAll, textAt, value } from "./testing.ts";

const agent = { kind: "agent", user_id: "u1", session_id: "s1", turn_id: "t1" } as const;

const inlineBodies = (stub: Awaited<ReturnType<typeof openWorkspace>>["stub"]) =>
  runInDurableObject(stub, (_object, state) =>
    state.storage.sql
      .exec<{ hash: string }>("SELECT hash FROM blob WHERE body IS NOT NULL")
      .toArray()
      .map((row) => row.hash),
  );

describe("the tree", () => {
  test("a created file has its parents, and reads back as it was", async () => {
    const { rpc } = await openWorkspace();
    const info = value(await rpc.createFile("src/deep/a.ts", bytes("let a;\n"), person));
    expect(info).toMatchObject({ path: "src/deep/a.ts", kind: "text", size: 7, version: 1 });
    expect(info.modified_by).toBe("u1");
    expect(await pathsOf(rpc)).toEqual(["src/", "src/deep/", "src/deep/a.ts"]);
    expect(await textAt(rpc, "src/deep/a.ts")).toBe("let a;\n");
    expect(await rpc.usage()).toEqual({ files: 1, bytes: 7 });
  });

  test("a taken path is FILE_006, for files and directories alike", async () => {
    const { rpc } = await openWorkspace();
    await rpc.createFile("a", bytes("1"), person);
    await rpc.createDirectory("d", person);
    for (const again of [
      rpc.createFile("a", bytes("2"), person),
      rpc.createFile("d", bytes("2"), person),
      rpc.createFile("a/b", bytes("2"), person),
      rpc.createDirectory("a", person),
      rpc.createDirectory("d", person),
      rpc.saveFile("d", bytes("2"), null, person),
    ])
      expect(await again).toMatchObject({ ok: false, code: "FILE_006" });
    expect(await textAt(rpc, "a")).toBe("1");
  });

  test("a refused path is FILE_004 and says why", async () => {
    const { rpc } = await openWorkspace();
    const details = { path: "../x", why: "dot_segment", outside: true };
    const refusal = { ok: false, code: "FILE_004", details };
    expect(await rpc.createFile("../x", bytes(""), person)).toEqual(refusal);
    expect(await rpc.readFile("../x")).toEqual(refusal);
    expect(await rpc.movePath("../x", "a", person)).toEqual(refusal);
  });

  test("a decomposed name finds the file of the composed one", async () => {
    const { rpc } = await openWorkspace();
    await rpc.createFile("cafe\u0301.txt", bytes("x"), person);
    expect(await pathsOf(rpc)).toEqual(["caf\u00e9.txt"]);
    expect(await textAt(rpc, "cafe\u0301.txt")).toBe("x");
    expect(await rpc.createFile("caf\u00e9.txt", bytes("y"), person)).toMatchObject({ ok: false });
  });

  test("a directory moves and goes with all it holds", async () => {
    const { rpc } = await openWorkspace();
    await rpc.createFile("a/b/c.txt", bytes("c"), person);
    await rpc.createFile("a/d.txt", bytes("d"), person);
    await rpc.createFile("ab.txt", bytes("other"), person);
    expect(value(await rpc.movePath("a", "x/y", person))).toEqual({ moved: 4 });
    expect(await pathsOf(rpc)).toEqual([
      "ab.txt",
      "x/",
      "x/y/",
      "x/y/b/",
      "x/y/b/c.txt",
      "x/y/d.txt",
    ]);
    expect(await textAt(rpc, "x/y/b/c.txt")).toBe("c");
    expect(value(await rpc.deletePath("x", person))).toEqual({ deleted: 5 });
    expect(await pathsOf(rpc)).toEqual(["ab.txt"]);
  });

  test("a move that would make a path too long changes nothing", async () => {
    const { rpc } = await openWorkspace();
    await rpc.createFile(`a/${"f".repeat(200)}`, bytes("f"), person);
    const deep = Array.from({ length: 4 }, () => "d".repeat(220)).join("/");
    expect(await rpc.movePath("a", deep, person)).toMatchObject({ code: "FILE_004" });
    expect(await pathsOf(rpc)).toEqual(["a/", `a/${"f".repeat(200)}`]);
  });

  test("a move never replaces, and never into itself", async () => {
    const { rpc } = await openWorkspace();
    await rpc.createFile("a/f", bytes("f"), person);
    await rpc.createFile("g", bytes("g"), person);
    expect(await rpc.movePath("a/f", "g", person)).toMatchObject({ code: "FILE_006" });
    expect(await rpc.movePath("a", "a/b", person)).toMatchObject({ code: "FILE_004" });
    expect(await rpc.movePath("none", "b", person)).toMatchObject({ code: "FILE_003" });
    expect(await pathsOf(rpc)).toEqual(["a/", "a/f", "g"]);
  });
});

describe("saving", () => {
  test("the right version saves; a stale one is FILE_005 with both and changes nothing", async () => {
    const { rpc } = await openWorkspace();
    await rpc.createFile("a", bytes("1"), person);
    expect(value(await rpc.saveFile("a", bytes("2"), 1, agent)).version).toBe(2);
    const stale = await rpc.saveFile("a", bytes("3"), 1, person);
    expect(stale).toMatchObject({
      code: "FILE_005",
      details: {
        yours: 1,
        current: { version: 2, hash: hashOf(bytes("2")), modified_by: "agent" },
      },
    });
    expect(await textAt(rpc, "a")).toBe("2");
  });

  test("a version is not used again after delete and create", async () => {
    const { rpc } = await openWorkspace();
    const first = value(await rpc.createFile("a", bytes("old"), person));
    await rpc.deletePath("a", person);
    const second = value(await rpc.createFile("a", bytes("new"), person));
    expect(second.version).toBeGreaterThan(first.version);
    expect(await rpc.saveFile("a", bytes("lost"), first.version, person)).toMatchObject({
      code: "FILE_005",
    });
    await rpc.movePath("a", "b", person);
    const third = value(await rpc.createFile("a", bytes("newer"), person));
    expect(third.version).toBeGreaterThan(second.version);
  });

  test("a save of a file that is gone is stale, and version 0 means nothing there", async () => {
    const { rpc } = await openWorkspace();
    const gone = await rpc.saveFile("a", bytes("1"), 3, person);
    expect(gone).toMatchObject({ code: "FILE_005", details: { current: null, yours: 3 } });
    expect(await rpc.saveFile("a", bytes("1"), 0, person)).toMatchObject({ ok: true });
    expect(await rpc.saveFile("a", bytes("2"), 0, person)).toMatchObject({ code: "FILE_005" });
  });

  test("of many saves of one version at the same time exactly one wins", async () => {
    const { rpc } = await openWorkspace();
    await rpc.createFile("a", bytes("0"), person);
    const results = await Promise.all(
      Array.from({ length: 12 }, (_, n) => rpc.saveFile("a", bytes(`n${n}`), 1, person)),
    );
    const won = results.flatMap((result, n) => (result.ok ? [n] : []));
    expect(won).toHaveLength(1);
    expect(await textAt(rpc, "a")).toBe(`n${won[0]}`);
    expect((await rpc.changes({ path: "a", limit: 50 })).items).toHaveLength(2);
  });

  test("a save that became stale while its body came in is refused too", async () => {
    const { rpc } = await openWorkspace();
    await rpc.createFile("a", bytes("0"), person);
    const { readable, writable } = new IdentityTransformStream();
    const slow = rpc.saveFile("a", readable, 1, person);
    const writer = writable.getWriter();
    await writer.write(bytes("slow"));
    expect(await rpc.saveFile("a", bytes("quick"), 1, person)).toMatchObject({ ok: true });
    await writer.close();
    expect(await slow).toMatchObject({ code: "FILE_005" });
    expect(await textAt(rpc, "a")).toBe("quick");
  });

  test("binaries and images cannot be saved over, only replaced by delete and create", async () => {
    const { rpc } = await openWorkspace();
    await rpc.createFile("x.bin", Uint8Array.of(0, 1, 2), person);
    expect(await rpc.saveFile("x.bin", bytes("text"), null, person)).toMatchObject({
      code: "FILE_008",
    });
    await rpc.deletePath("x.bin", person);
    expect(await rpc.createFile("x.bin", Uint8Array.of(0, 9), person)).toMatchObject({ ok: true });
  });
});

describe("the change log", () => {
  test("each change names before, after, actor, session and turn", async () => {
    const { rpc } = await openWorkspace();
    await rpc.createFile("a", bytes("1"), person);
    await rpc.saveFile("a", bytes("2"), null, agent);
    await rpc.deletePath("a", person);
    const { items, has_more } = await rpc.changes({ limit: 10 });
    expect(has_more).toBe(false);
    const [one, two] = [hashOf(bytes("1")), hashOf(bytes("2"))];
    expect(items.map(({ before, after }) => [before, after])).toEqual([
      [two, null],
      [one, two],
      [null, one],
    ]);
    expect(items[1]).toMatchObject({
      actor: { kind: "agent", id: "u1" },
      session_id: "s1",
      turn_id: "t1",
    });
    expect((await rpc.changes({ turn_id: "t1", limit: 10 })).items).toHaveLength(1);
    const page = await rpc.changes({ limit: 2 });
    expect(page.has_more).toBe(true);
    expect(page.items).toHaveLength(2);
    const rest = await rpc.changes({ limit: 2, before: page.items[1]!.seq });
    expect(rest.items.map((item) => item.before)).toEqual([null]);
  });

  test("an old body is read by its hash; a hash the project never had is FILE_003", async () => {
    const { rpc, stub } = await openWorkspace();
    await rpc.createFile("a", bytes("first"), person);
    await rpc.saveFile("a", bytes("second"), null, person);
    await runDurableObjectAlarm(stub);
    const blob = value(await rpc.readBlob(hashOf(bytes("first"))));
    expect(await new Response(blob.body).text()).toBe("first");
    expect(await rpc.readBlob(hashOf(bytes("never")))).toMatchObject({ code: "FILE_003" });
  });

  test("a save that changes nothing is no change", async () => {
    const { rpc } = await openWorkspace();
    await rpc.createFile("a", bytes("1"), person);
    expect(value(await rpc.saveFile("a", bytes("1"), 1, person)).version).toBe(1);
    expect((await rpc.changes({ limit: 10 })).items).toHaveLength(1);
  });

  test("a checkpoint names the last change", async () => {
    const { rpc } = await openWorkspace();
    expect(await rpc.checkpoint(agent)).toEqual({ seq: 0 });
    await rpc.createFile("a", bytes("1"), person);
    expect(await rpc.checkpoint(agent)).toEqual({ seq: 1 });
  });
});

describe("bodies", () => {
  test("the alarm carries them to R2; text in use stays, the rest leaves SQLite and reads from R2", async () => {
    const { id, rpc, stub } = await openWorkspace();
    await rpc.createFile("a.txt", bytes("old text"), person);
    await rpc.saveFile("a.txt", bytes("new text"), null, person);
    await rpc.createFile("名前.bin", Uint8Array.of(0, 1, 2, 3), person);
    expect(await inlineBodies(stub)).toHaveLength(3);
    await runDurableObjectAlarm(stub);
    expect(await inlineBodies(stub)).toEqual([hashOf(bytes("new text"))]);
    expect(await readAll(rpc, "名前.bin")).toEqual(Uint8Array.of(0, 1, 2, 3));
    const binary = hashOf(Uint8Array.of(0, 1, 2, 3));
    const object = await env.FILES.head(`blobs/${id}/${binary}`);
    expect(object?.customMetadata).toMatchObject({ project: id, path: encodeURI("名前.bin") });
  });

  test("a body never leaves SQLite before R2 has it", async () => {
    const { rpc, stub } = await openWorkspace();
    await rpc.createFile("x.bin", Uint8Array.of(0, 7), person);
    await rpc.deletePath("x.bin", person);
    expect(await inlineBodies(stub)).toEqual([hashOf(Uint8Array.of(0, 7))]);
  });

  test("text that came back into use reads again", async () => {
    const { rpc, stub } = await openWorkspace();
    await rpc.createFile("a", bytes("one"), person);
    await rpc.saveFile("a", bytes("two"), null, person);
    await runDurableObjectAlarm(stub);
    await rpc.saveFile("a", bytes("one"), null, person);
    await runDurableObjectAlarm(stub);
    expect(await rpc.readText("a")).toBe("one");
  });

  test.each([
    ["over SQLite's row limit", 2_500_000],
    ["over one part", 6_000_000],
  ])("a body %s lives in R2 and reads by range", async (_name, size) => {
    const { rpc, stub } = await openWorkspace();
    const body = new Uint8Array(size).map((_, at) => 97 + (at % 26));
    const stream = new Response(body).body!;
    expect(value(await rpc.createFile("big.txt", stream, person))).toMatchObject({
      kind: "text",
      size,
    });
    expect(await inlineBodies(stub)).toEqual([]);
    expect(hashOf(await readAll(rpc, "big.txt"))).toBe(hashOf(body));
    const part = value(await rpc.readFile("big.txt", { offset: 26, length: 3 }));
    expect(part).toMatchObject({ offset: 26, length: 3 });
    expect(await new Response(part.body).text()).toBe("abc");
    const left = await runInDurableObject(stub, (_object, state) =>
      state.storage.sql.exec("SELECT * FROM staging").toArray(),
    );
    expect(left).toEqual([]);
  });

  test("everything survives an eviction", async () => {
    const { rpc, stub } = await openWorkspace();
    await rpc.createFile("a", bytes("kept"), person);
    await rpc.subscribe("nobody");
    await evictDurableObject(stub);
    expect(await textAt(rpc, "a")).toBe("kept");
    expect(value(await rpc.saveFile("a", bytes("more"), 1, person)).version).toBe(2);
    await evictDurableObject(stub);
    expect((await rpc.changes({ limit: 10 })).items).toHaveLength(2);
  });

  test("destroy leaves neither rows nor R2 objects", async () => {
    const { id, rpc, stub } = await openWorkspace();
    await rpc.createFile("a", bytes("1"), person);
    await runDurableObjectAlarm(stub);
    expect((await env.FILES.list({ prefix: `blobs/${id}/` })).objects).toHaveLength(1);
    await rpc.destroy();
    expect((await env.FILES.list({ prefix: `blobs/${id}/` })).objects).toEqual([]);
    expect(await pathsOf(rpc)).toEqual([]);
  });
});
