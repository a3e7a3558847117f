import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fromRoot } from "#scripts/setup/paths";
import { signIn, type Client } from "./support/client.ts";
import { createProject } from "./support/project.ts";
import { startServer, type TestServer } from "./support/server.ts";

let server: TestServer;
let person: Client;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "engawa-ci-"));
  server = await startServer();
  person = await signIn(server.url, server.user);
  await writeFile(
    join(folder, "render.js"),
    "export function render(code, node) {\n  const html = eval(code);\n  node.innerHTML = html;\n}\n",
  );
});

afterAll(async () => {
  await Promise.all([server?.stop(), rm(folder, { recursive: true, force: true })]);
});

interface MadeKey {
  id: string;
  api_key: string;
}

const makeKey = (permissions: string[] = ["read", "write"]) =>
  person.json<MadeKey>("POST", "/auth/api-keys", { name: "CI", permissions });

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}

/** The example as a pipeline runs it: a program of its own, in the checkout's folder. */
const review = (key: string, env: Record<string, string> = {}, files = ["render.js"]) =>
  new Promise<Ran>((resolve) => {
    const options = {
      cwd: folder,
      env: { PATH: process.env["PATH"], ENGAWA_URL: server.url, ENGAWA_API_KEY: key, ...env },
    };
    const program = fromRoot("docs/examples/ci-review.mjs");
    execFile(process.execPath, [program, ...files], options, (error, out, errors) => {
      resolve({ code: error ? Number(error.code) : 0, out, errors });
    });
  });

test("the example of a CI pipeline prints a review, and its exit code says how it came out", async () => {
  const key = await makeKey();
  const bad = await review(key.api_key);
  expect(bad.errors).toBe("");
  expect(bad.code).toBe(1);
  expect(bad.out).toMatch(/render\.js:2[\s\S]*render\.js:3[\s\S]*VERDICT: fail/);
  const good = await review(key.api_key, { ENGAWA_FAIL_ON: "leak", ENGAWA_KEEP: "1" });
  expect(good.code).toBe(0);
  const { items } = await person.json<{ items: { name: string }[] }>("GET", "/projects");
  expect(items.filter((one) => one.name.startsWith("CI review"))).toHaveLength(1);
  await person.call("DELETE", `/auth/api-keys/${key.id}`);
});

test("without the scope, with a wrong key or without one there is no review: exit code 2", async () => {
  const reads = await makeKey(["read"]);
  const refused = await review(reads.api_key);
  expect([refused.code, refused.out]).toEqual([2, ""]);
  expect(refused.errors).toContain("KEY_002");
  expect((await review(`${reads.api_key.slice(0, -1)}!`)).errors).toContain("KEY_001");
  expect((await review("")).code).toBe(2);
  await person.call("DELETE", `/auth/api-keys/${reads.id}`);
});

test("a stream of the real server ends at once when its key is revoked, and the next request is refused", async () => {
  const key = await makeKey();
  const { id } = await createProject(person);
  const headers = { "x-api-key": key.api_key, "content-type": "application/json" };
  const made = await fetch(`${server.url}/api/v1/sessions`, {
    method: "POST",
    headers,
    body: JSON.stringify({ project_id: id }),
  });
  const session = (await made.json()) as { id: string };
  const events = await fetch(`${server.url}/api/v1/sessions/${session.id}/events`, { headers });
  expect(events.headers.get("content-type")).toContain("text/event-stream");
  const reader = events.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (!text.includes("event: welcome")) text += (await reader.read()).value ?? "";
  const began = performance.now();
  const revoked = person.call("DELETE", `/auth/api-keys/${key.id}`);
  for (let part = await reader.read(); !part.done; part = await reader.read()) text += part.value;
  const took = performance.now() - began;
  expect((await revoked).status).toBe(204);
  expect(text).toContain('data: {"type":"closed","code":"KEY_001"}');
  expect(took).toBeLessThan(3000);
  const refused = await fetch(`${server.url}/api/v1/projects`, { headers });
  expect(refused.status).toBe(401);
});
