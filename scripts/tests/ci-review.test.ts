import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fromRoot } from "../setup/paths.ts";

let site: Server;
let folder: string;
let answer = "";
const asked: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "engawa-ci-"));
  await writeFile(join(folder, "日本 語.js"), "1;\n");
  site = createServer((request, response) => {
    asked.push(`${request.method} ${decodeURIComponent(request.url ?? "")}`);
    const messages = request.url?.endsWith("/messages") === true;
    const body = messages ? { state: "idle", text: answer, items: [] } : { id: "x" };
    request.resume().on("end", () => response.end(JSON.stringify(body)));
  });
  await new Promise<void>((done) => site.listen(0, "127.0.0.1", done));
});
afterAll(async () => {
  site.close();
  await rm(folder, { recursive: true, force: true });
});

async function review(files: readonly string[], env: Record<string, string> = {}, input = "") {
  const port = (site.address() as AddressInfo).port;
  const settings = { ENGAWA_URL: `http://127.0.0.1:${port}`, ENGAWA_API_KEY: "k", ...env };
  asked.length = 0;
  const program = spawn(process.execPath, [fromRoot("docs/examples/ci-review.mjs"), ...files], {
    cwd: folder,
    env: { PATH: process.env["PATH"], ...settings },
  });
  program.stdin.end(input);
  const ended = new Promise<number | null>((done) => program.on("close", done));
  const [code, errors] = await Promise.all([ended, text(program.stderr), text(program.stdout)]);
  return { code, errors };
}

const file = "日本 語.js";

describe("the example of a CI pipeline", () => {
  test.each([
    ["VERDICT: pass", 0],
    ["**VERDICT: fail**", 1],
    ["- **Verdict:** fail, see line 2", 1],
    ["VERDICT: pass\nOn reflection:\nVERDICT: fail", 1],
    ["VERDICT: pass / fail", 1],
    ["It looks good to me.", 2],
    ["", 2],
  ])("%j ends with %i", async (said, code) => {
    answer = said;
    expect((await review([file])).code).toBe(code);
  });

  test.each<[string, string[], Record<string, string>, RegExp]>([
    ["a file that is not there", ["none.js"], {}, /^none\.js cannot be read \(ENOENT\)\n$/],
    ["a file outside the folder", ["../package.json"], {}, /^\.\.\/package\.json is outside/],
    ["an address that is none", [file], { ENGAWA_URL: "engawa.example" }, /^ENGAWA_URL is not/],
    ["a pattern that is none", [file], { ENGAWA_FAIL_ON: "(" }, /^ENGAWA_FAIL_ON: .*\n$/],
    ["a time that is none", [file], { ENGAWA_TIMEOUT_S: "soon" }, /^ENGAWA_TIMEOUT_S is not/],
  ])("%s is no review, said in one sentence, with nothing made", async (_of, files, env, said) => {
    const { code, errors } = await review(files, env);
    expect(errors).toMatch(said);
    expect(errors.trim().split("\n")).toHaveLength(1);
    expect([code, asked]).toEqual([2, []]);
  });

  test("names of any letters come from standard input, as git gives them", async () => {
    answer = "VERDICT: pass";
    expect((await review(["-"], {}, `${file}\0`)).code).toBe(0);
    expect(asked).toContain(`PUT /api/v1/files/${file}?project_id=x`);
  });

  test("a pattern of one's own decides in place of the verdict, but not without one", async () => {
    answer = "a line about eval\nVERDICT: pass";
    expect((await review([file], { ENGAWA_FAIL_ON: "eval" })).code).toBe(1);
    answer = "I could read nothing.";
    expect((await review([file], { ENGAWA_FAIL_ON: "eval" })).code).toBe(2);
  });
});
