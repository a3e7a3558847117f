#!/usr/bin/env node
/**
 * Asks Engawa for a review of the files a change touches. Node 20 or later, nothing to install.
 *
 *   ENGAWA_URL=https://engawa.example ENGAWA_API_KEY=sk_live_… \
 *     node ci-review.mjs src/one.js "src/another one.js"
 *
 * Paths are of the folder it runs in. `-` reads them from standard input, a NUL after each, so that
 * any name will do: git diff --name-only -z --diff-filter=d origin/main... > list, then - < list
 *
 * ENGAWA_FAIL_ON     what in the review fails the build, a regular expression (default: its verdict)
 * ENGAWA_TIMEOUT_S   how long the review may take (default 900)
 * ENGAWA_KEEP        leave project and chat on the site, to read on in the browser
 *
 * Exit code: 0 reviewed, nothing to stop for · 1 reviewed, the build should stop · 2 no review,
 * which is also said of a review without a verdict.
 */
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { isAbsolute, relative, sep } from "node:path";
import { text as textOf } from "node:stream/consumers";

const { ENGAWA_URL: url, ENGAWA_API_KEY: key } = process.env;
const deadline = Date.now() + Number(process.env.ENGAWA_TIMEOUT_S ?? 900) * 1000;

/** Requests of this run: whatever is sent twice, after a cut connection, happens once. */
const run = randomUUID();
/** Seconds one request waits for the agent; shorter than proxies wait for an answer. */
const oneWait = 60;

class NoReview extends Error {}

function readSettings() {
  if (!url || !key) throw new NoReview("ENGAWA_URL and ENGAWA_API_KEY are needed");
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
    throw new NoReview(`ENGAWA_URL is not an address like https://engawa.example: ${url}`);
  }
  if (!(deadline > Date.now())) throw new NoReview("ENGAWA_TIMEOUT_S is not a number of seconds");
  const pattern = process.env.ENGAWA_FAIL_ON;
  try {
    return { failOn: pattern ? new RegExp(pattern, "im") : null };
  } catch (error) {
    throw new NoReview(`ENGAWA_FAIL_ON: ${error.message}`);
  }
}

const print = (text) => process.stdout.write(`${text}\n`);
const warn = (text) => process.stderr.write(`${text}\n`);
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
    const text = await answer.text();
    if (answer.ok) return answer.status === 204 ? null : parse(text, path);
    const wait = Number(answer.headers?.get("retry-after") ?? 2 ** attempt) * 1000;
    const again = answer.status === 0 || answer.status === 429 || answer.status >= 500;
    if (!again || attempt === 5 || Date.now() + wait > deadline) {
      throw new NoReview(`${method} ${path}: ${answer.status} ${text}`);
    }
    await sleep(wait);
  }
}

function parse(text, path) {
  try {
    return JSON.parse(text);
  } catch {
    throw new NoReview(`${path}: the answer is not Engawa's. Is ENGAWA_URL right?`);
  }
}

const address = (path) => path.split("/").map(encodeURIComponent).join("/");

/** What is to be read, before anything is made on the site. */
async function readAll(named) {
  const files = [];
  for (const given of named) {
    const path = relative(".", given).replaceAll(sep, "/");
    if (path === "" || path.startsWith("../") || isAbsolute(path)) {
      throw new NoReview(`${given} is outside this folder: run this from the top of the checkout`);
    }
    const body = await readFile(path).catch((error) => {
      throw new NoReview(`${given} cannot be read (${error.code})`);
    });
    files.push({ path, body });
  }
  return files;
}

async function upload(project, files) {
  for (const { path, body } of files) {
    await call("PUT", `/files/${address(path)}?project_id=${project}`, { body });
  }
}

const question = (files) =>
  `Review ${files.map(({ path }) => `\`${path}\``).join(", ")}: bugs, security, performance. ` +
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

/** The last line that gives one, in bold or not. A model that says both has not passed anything. */
function verdictOf(text) {
  const line = text.match(/^[^\w\n]*verdict[^\w\n]+(pass|fail)\b.*$/gim)?.at(-1);
  if (line === undefined) throw new NoReview("the review gave no verdict");
  return /\bfail\b/i.test(line) ? "fail" : "pass";
}

async function main(named) {
  const { failOn } = readSettings();
  const files = await readAll(named);
  if (files.length === 0) {
    print("No files to review.");
    return 0;
  }
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
    const verdict = verdictOf(outcome.text);
    return (failOn === null ? verdict === "fail" : failOn.test(outcome.text)) ? 1 : 0;
  } finally {
    if (!process.env.ENGAWA_KEEP) {
      const left = (error) => warn(`The project ${name} is still there: ${error.message}`);
      await call("DELETE", `/projects/${project.id}`).catch(left);
    }
  }
}

/** The paths given, or those of standard input. */
async function named() {
  const given = process.argv.slice(2);
  if (given.join() !== "-") return given;
  return (await textOf(process.stdin)).split("\0").filter((path) => path !== "");
}

try {
  process.exitCode = await main(await named());
} catch (error) {
  // Whatever went wrong: 1 would say that there was a review.
  warn(error instanceof NoReview ? error.message : error.stack);
  process.exitCode = 2;
}
