import { evictDurableObject } from "cloudflare:test";
import { describe, expect, test, vi } from "vitest";
import { AppError } from "../platform/errors.ts";
import type { WorkspaceTool } from "../tools/tool.ts";
import { readLedger, shellState, toolFiles } from "./files.ts";
import type { Origin, ToolRun } from "./rpc.ts";
import { createToolRunner } from "./run-tool.ts";
import { bytes, inside, openWorkspace, pathsOf, person, textAt } from "./testing.ts";

const agent = { kind: "agent", user_id: "u1", session_id: "s1", turn_id: "t1" } as const;
const free = { read_only: false, deny: [] };

const call = (name: string, input: unknown, more: Partial<ToolRun> = {}): ToolRun => ({
  id: crypto.randomUUID(),
  name,
  input,
  origin: agent,
  policy: free,
  ...more,
});

const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
  return "done";
};

describe("a tool call", () => {
  test("writes with the origin of the call", async () => {
    const { rpc } = await openWorkspace();
    const outcome = await rpc.runTool(
      call("Write", { file_path: "/workspace/src/a.ts", content: "let a = 1;\n" }),
    );
    expect(outcome).toMatchObject({ is_error: false, display: { kind: "diff", change: "create" } });
    expect(await textAt(rpc, "src/a.ts")).toBe("let a = 1;\n");
    const { items } = await rpc.changes({ turn_id: "t1", limit: 5 });
    expect(items).toMatchObject([{ path: "src/a.ts", actor: { kind: "agent" }, session_id: "s1" }]);
  });

  test("an edit of a file changed since it was read fails, in each session by itself", async () => {
    const { rpc, stub } = await openWorkspace();
    await rpc.createFile("a.txt", bytes("one\n"), person);
    await rpc.runTool(call("Read", { file_path: "/workspace/a.txt" }));
    await evictDurableObject(stub);
    const input = { file_path: "/workspace/a.txt", old_string: "one", new_string: "two" };
    const other = { ...agent, session_id: "s2" };
    expect(await rpc.runTool(call("Edit", input, { origin: other }))).toMatchObject({
      is_error: true,
    });
    expect(await rpc.previewTool(call("Edit", input))).toMatchObject({ kind: "diff", added: 1 });
    expect(await textAt(rpc, "a.txt")).toBe("one\n");
    expect(await rpc.runTool(call("Edit", input))).toMatchObject({ is_error: false });
    await rpc.saveFile("a.txt", bytes("two and mine\n"), null, person);
    const again = { ...input, old_string: "two", new_string: "three" };
    expect(await rpc.runTool(call("Edit", again))).toMatchObject({ is_error: true });
    expect(await textAt(rpc, "a.txt")).toBe("two and mine\n");
  });

  test("a search sees every change at once, whoever made it, and after an eviction", async () => {
    const { rpc, stub } = await openWorkspace();
    const found = async () => {
      const { result } = await rpc.runTool(call("Grep", { pattern: "needle" }));
      return result === "No files found" ? [] : result.split("\n").sort();
    };
    const run = (name: string, input: unknown) => rpc.runTool(call(name, input));
    await rpc.createFile("README.md", bytes("# hello\n"), person);
    expect(await found()).toEqual([]);
    await run("Write", { file_path: "/workspace/src/a.ts", content: "needle\n" });
    expect(await found()).toEqual(["src/a.ts"]);
    await run("Edit", { file_path: "src/a.ts", old_string: "needle", new_string: "pin" });
    expect(await found()).toEqual([]);
    await rpc.createFile("src/deep/b.ts", bytes("needle\n"), person);
    await rpc.saveFile("src/a.ts", bytes("a needle\n"), null, person);
    expect(await found()).toEqual(["src/a.ts", "src/deep/b.ts"]);
    await evictDurableObject(stub);
    expect(await found()).toEqual(["src/a.ts", "src/deep/b.ts"]);
    await run("Bash", { command: "mv src lib && echo lib/a.ts > .gitignore" });
    expect(await found()).toEqual(["lib/deep/b.ts"]);
    await rpc.movePath("lib/deep", "deep", person);
    await rpc.deletePath(".gitignore", person);
    expect(await found()).toEqual(["deep/b.ts", "lib/a.ts"]);
    await rpc.deletePath("deep", person);
    expect(await found()).toEqual(["lib/a.ts"]);
  });

  test("a bad input and an unknown tool are told in words, never thrown", async () => {
    const { rpc } = await openWorkspace();
    const bad = await rpc.runTool(call("Read", { path: 3 }));
    expect(bad.is_error).toBe(true);
    expect(bad.result).toContain("file_path");
    const unknown = await rpc.runTool(call("Fly", {}));
    expect(unknown).toMatchObject({ is_error: true, result: "There is no tool named Fly." });
  });

  test("nothing is written when the policy only reads", async () => {
    const { rpc } = await openWorkspace();
    const input = { file_path: "/workspace/a", content: "x" };
    const policy = { read_only: true, deny: [] };
    expect(await rpc.runTool(call("Write", input, { policy }))).toMatchObject({ is_error: true });
    expect(await pathsOf(rpc)).toEqual([]);
  });

  test("search finds text, and a pattern that is none is REQUEST_001", async () => {
    const { rpc } = await openWorkspace();
    await rpc.createFile("src/a.ts", bytes("const 税 = 1;\nlet b;\n"), person);
    const query = { pattern: "税", literal: true, ignore_case: true };
    expect(await rpc.search(query)).toEqual({
      ok: true,
      value: { matches: [{ path: "src/a.ts", line: 1, text: "const 税 = 1;" }], truncated: false },
    });
    expect(await rpc.search({ ...query, pattern: "(", literal: false })).toMatchObject({
      code: "REQUEST_001",
    });
  });
});

describe("a cancelled tool", () => {
  const stubborn = (files: string[]): WorkspaceTool =>
    ({
      name: "Stubborn",
      description: "",
      effect: "edit",
      target: () => "",
      async run(_input, context) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        files.push(codeOf(() => context.files.makeDirectory("late")));
        return { result: "done", is_error: false, display: null };
      },
    }) as Partial<WorkspaceTool> as WorkspaceTool;

  test("answers at once with an error, and what runs on can no longer write", () =>
    inside(async ({ journal, blobs, sql }) => {
      const writes: string[] = [];
      const runner = createToolRunner({ journal, blobs, findTool: () => stubborn(writes) });
      const run = call("Stubborn", {});
      const outcome = runner.run(run);
      // It has begun.
      await scheduler.wait(10);
      runner.cancel(run.id);
      expect(await outcome).toMatchObject({
        is_error: true,
        result: "The user stopped this tool.",
      });
      await vi.waitFor(() => expect(writes).toEqual([expect.stringContaining("AbortError")]));
      expect(sql.exec("SELECT path FROM file").toArray()).toEqual([]);
    }));

  test("a bug in a tool is an error outcome that shows nothing of it", () =>
    inside(async ({ journal, blobs }) => {
      const spy = vi.spyOn(console, "error").mockImplementation(() => undefined);
      const findTool = () =>
        ({
          ...stubborn([]),
          run: () => Promise.reject(new Error("secret inside")),
        }) as WorkspaceTool;
      const runner = createToolRunner({ journal, blobs, findTool });
      const outcome = await runner.run(call("Stubborn", {}));
      expect(outcome.is_error).toBe(true);
      expect(outcome.result).not.toContain("secret");
      expect(spy).toHaveBeenCalledOnce();
      spy.mockRestore();
    }));
});

describe("the files of tools", () => {
  const origin: Origin = agent;

  test("list, walk, remove and move as their interface says", () =>
    inside(async ({ journal, blobs }) => {
      const files = toolFiles(journal, blobs, origin, { readOnly: false });
      await files.write("b/one.txt", bytes("1"), { executable: true });
      await files.write("b/c/two.txt", bytes("2"));
      await files.write("a.txt", bytes("a"));
      expect(files.list("").map((entry) => entry.path)).toEqual(["a.txt", "b"]);
      expect([...files.walk("b")].map((entry) => entry.path)).toEqual([
        "b/c",
        "b/c/two.txt",
        "b/one.txt",
      ]);
      await files.write("b/one.txt", bytes("1+"));
      expect(files.stat("b/one.txt")).toMatchObject({ executable: true, version: 2 });
      expect(codeOf(() => files.remove("b"))).toBe("FILE_006");
      expect(codeOf(() => files.list("a.txt"))).toBe("FILE_003");
      expect(codeOf(() => files.readLocal("b"))).toBe("FILE_003");
      expect(codeOf(() => files.move("a.txt", "b"))).toBe("FILE_006");
      expect(files.move("a.txt", "b/c/two.txt")).toBe(1);
      expect(new TextDecoder().decode(files.readLocal("b/c/two.txt"))).toBe("a");
      files.setExecutable("b/c/two.txt", true);
      expect(files.stat("b/c/two.txt")?.executable).toBe(true);
      expect(files.remove("b", { recursive: true })).toBe(4);
      files.makeDirectory("d/e");
      files.makeDirectory("d/e");
      expect([...files.walk("")].map((entry) => entry.path)).toEqual(["d", "d/e"]);
    }));

  test("refuse every write where the policy only reads, whatever the tool does", () =>
    inside(async ({ journal, blobs, sql }) => {
      const files = toolFiles(journal, blobs, origin, { readOnly: true });
      await expect(files.write("a", bytes("x"))).rejects.toThrow("FILE_002");
      expect(codeOf(() => files.makeDirectory("d"))).toBe("FILE_002");
      expect(codeOf(() => files.remove("d"))).toBe("FILE_002");
      expect(codeOf(() => files.move("a", "b"))).toBe("FILE_002");
      expect(codeOf(() => files.setExecutable("a", true))).toBe("FILE_002");
      expect(sql.exec("SELECT hash FROM blob").toArray()).toEqual([]);
    }));

  test("the ledger and the working directory are the session's own", () =>
    inside(async ({ journal, blobs, sql }) => {
      readLedger(sql, "s1").set("a", "h", true);
      expect(readLedger(sql, "s1").get("a")).toEqual({ hash: "h", partial: true });
      expect(readLedger(sql, "s2").get("a")).toBeUndefined();
      const files = toolFiles(journal, blobs, origin, { readOnly: false });
      files.makeDirectory("src");
      shellState(sql, "s1").cwd = "src";
      expect(shellState(sql, "s1").cwd).toBe("src");
      expect(shellState(sql, "s2").cwd).toBe("");
      files.remove("src");
      expect(shellState(sql, "s1").cwd).toBe("");
    }));
});
