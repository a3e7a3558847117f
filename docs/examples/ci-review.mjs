#!/usr/bin/env node
/**
 * Asks Engawa for a review of the files a change touches. Node 20 or later, nothing to install.
 *
 *   ENGAWA_URL=https://engawa.example ENGAWA_API_KEY=sk_live_… \
 *     node ci-review.mjs $(git diff --name-only --diff-filter=d origin/main...)
 *
 * ENGAWA_FAIL_ON     what in the review fails the build, a regular expression (default: its verdict)
 * ENGAWA_TIMEOUT_S   how long the review may take (default 900)
 * ENGAWA_KEEP        leave project and chat on the site, to read on in the browser
 *
 * Exit code: 0 reviewed, nothing to stop for · 1 reviewed, the build should stop · 2 no review.
 */
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { relative } from "node:path";

const { ENGAWA_URL: url, ENGAWA_API_KEY: key } = process.env;
const failOn = new RegExp(process.env.ENGAWA_FAIL_ON ?? "^VERDICT: *fail", "im");
const deadline = Date.now() + Number(process.env.ENGAWA_TIMEOUT_S ?? 900) * 1000;

/** Requests of this run: whatever is sent twice, after a cut connection, happens once. */
const run = randomUUID();
/** Seconds one request waits for the agent; shorter than proxies wait for an answer. */
const oneWait = 60;

class NoReview extends Error {}

const print = (text) => process.stdout.write(`${text}\n`);
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Calls the API. Lost connections, 5xx and 429 are tried again, as `Retry-After` says. */
async function call(method, path, { json, body, once } = {}) {
  const headers = {
    "X-API-Key": key,
    "Accept-Language": "en",
    ...(json ? { "Content-Type": "application/json" } : {}),
    ...(once ? { "Idempotency-Key": `${run}:${once}` } : {}),
  };
  const request = { method, headers, body: json ? JSON.stringify(json) : body };
  for (let attempt = 1; ; attempt++) {
    const answer = await fetch(new URL(`/api/v1${path}`, url), request).catch((error) => ({
      ok: false,
      status: 0,
      text: async () => String(error.cause ?? error),
    }));
    if (answer.ok) return answer.status === 204 ? null : answer.json();
    const text = await answer.text();
    const wait = Number(answer.headers?.get("retry-after") ?? 2 ** attempt) * 1000;
    const again = answer.status === 0 || answer.status === 429 || answer.status >= 500;
    if (!again || attempt === 5 || Date.now() + wait > deadline) {
      throw new NoReview(`${method} ${path}: ${answer.status} ${text}`);
    }
    await sleep(wait);
  }
}

const address = (path) => path.split("/").map(encodeURIComponent).join("/");

async function upload(project, files) {
  for (const file of files) {
    const body = await readFile(file);
    await call("PUT", `/files/${address(file)}?project_id=${project}`, { body });
  }
}

const question = (files) =>
  `Review ${files.map((file) => `\`${file}\``).join(", ")}: bugs, security, performance. ` +
  "Name file and line. End with a line `VERDICT: pass`, or `VERDICT: fail` if it must not be merged.";

/** Nobody is here to ask: plans and questions go back, with the reason. */
async function refuse(session, outcome) {
  const waiting = outcome.items.filter((item) => item.kind === "tool" && item.state === "awaiting");
  let next = outcome;
  for (const { id, approval } of waiting) {
    if (approval.kind === "plan") print(approval.plan);
    const reason = "This is a review in CI: nobody answers. End with what you have found.";
    const json = { decision: "deny", reason };
    next = await call("POST", `/sessions/${session}/approvals/${encodeURIComponent(id)}`, { json });
  }
  return next;
}

/** The same message with the same key is not sent again: it waits for the one that is there. */
async function review(session, text) {
  while (Date.now() < deadline) {
    const json = { text, wait_seconds: oneWait };
    let outcome = await call("POST", `/sessions/${session}/messages`, { json, once: "message" });
    if (outcome.state === "awaiting_approval") outcome = await refuse(session, outcome);
    if (["idle", "stopped", "failed"].includes(outcome.state)) return outcome;
  }
  await call("POST", `/sessions/${session}/stop`);
  throw new NoReview("the review took too long and was stopped");
}

async function main(files) {
  if (!url || !key) throw new NoReview("ENGAWA_URL and ENGAWA_API_KEY are needed");
  if (files.length === 0) return 0;
  const name = `CI review ${new Date().toISOString().slice(0, 16)}`;
  const project = await call("POST", "/projects", { json: { name }, once: "project" });
  try {
    await upload(project.id, files);
    const json = { project_id: project.id, mode: "plan", title: name };
    const session = await call("POST", "/sessions", { json, once: "session" });
    const outcome = await review(session.id, question(files));
    print(outcome.text);
    if (outcome.state !== "idle") {
      const why = outcome.items.findLast((item) => item.kind === "notice")?.text ?? "";
      throw new NoReview(`the review ${outcome.state}: ${why}`);
    }
    return failOn.test(outcome.text) ? 1 : 0;
  } finally {
    if (!process.env.ENGAWA_KEEP) await call("DELETE", `/projects/${project.id}`);
  }
}

try {
  process.exitCode = await main(process.argv.slice(2).map((file) => relative(".", file)));
} catch (error) {
  if (!(error instanceof NoReview)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
