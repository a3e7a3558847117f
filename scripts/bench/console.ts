/**
 * Lists, filters, details, far pages and exports of the console over a large site:
 * `npm run bench:console -- FOLDER` (filled first where it is not; see console-fill.ts).
 */
import { onLargeSite } from "./large-site.ts";
import { workerdMegabytes } from "./memory.ts";
import { show, showNumber, timed, type Spread } from "./statistics.ts";

const times = 60;

interface Page {
  readonly items: readonly { readonly id: string; readonly user_id: string | null }[];
  readonly total: number;
  readonly total_is_estimate: boolean;
  readonly next_cursor: string | null;
  readonly searched: { readonly complete: boolean } | null;
}

type Get = (path: string) => Promise<Response>;

const pageOf = async (get: Get, path: string): Promise<Page> => {
  const answer = await get(path);
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  return (await answer.json()) as Page;
};

const fixed = (path: string): readonly [string, (n: number) => string] => [path, () => path];

const from = (path: string, page: number): readonly [string, (n: number) => string] => [
  `${path}page=${page}`,
  (n) => `${path}page=${page + (n % 20)}`,
];

/** Lists of which every row is counted: the first page, those in the middle, and the last ones. */
function numberedPages() {
  const users = "/admin/users?";
  const projects = "/admin/projects?";
  const chats = "/admin/chat-sessions?";
  return {
    "people, page 1": fixed("/admin/users"),
    "people, page 200 and on": from(users, 200),
    "people, page 380 and on": from(users, 380),
    "people, by last use, page 200 and on": from(`${users}sort_by=last_active_at&`, 200),
    "people, by spending, page 200 and on": from(`${users}sort_by=spent&`, 200),
    "people, a word nowhere": fixed("/admin/users?q=nowhere-to-be-found"),
    "projects, page 1": fixed("/admin/projects"),
    "projects, page 80 and on": from(projects, 80),
    "projects, storage, page 80 and on": from("/admin/projects/storage?", 80),
    "chats, page 1": fixed("/admin/chat-sessions"),
    "chats, page 600 and on": from(chats, 600),
    "chats, page 1,180 and on": from(chats, 1180),
    "chats, by cost, page 600 and on": from(`${chats}sort_by=cost&`, 600),
    "chats, at rest, page 600 and on": from(`${chats}run=idle&`, 600),
    "sign-ins, page 1": fixed("/admin/sessions"),
  };
}

/** Bodies and addresses of what is measured, found in the site itself. */
async function casesOf(
  get: Get,
): Promise<Record<string, readonly [string, (n: number) => string]>> {
  const activity = await pageOf(get, "/admin/activity-logs?limit=100");
  const audit = await pageOf(get, "/admin/audit-logs?limit=100");
  const people = activity.items.flatMap((row) => row.user_id ?? []);
  const someone = (n: number) => people[n % people.length] ?? "";
  const a = "/admin/activity-logs";
  const l = "/admin/audit-logs";
  const week = "start_date=2026-10-01&end_date=2026-10-07";
  return {
    "activity, page 1": fixed(`${a}`),
    "activity, page 1,000": [`${a}?page=1000`, (n) => `${a}?page=${1000 + n}`],
    "activity, page 100,000 of 20": [
      `${a}?limit=20&page=100000`,
      (n) => `${a}?limit=20&page=${100_000 - n}`,
    ],
    "activity, by person": [`${a}?user_id=`, (n) => `${a}?user_id=${someone(n)}`],
    "activity, errors": fixed(`${a}/errors`),
    "activity, errors, page 900": fixed(`${a}/errors?page=900`),
    "activity, action and resource": fixed(`${a}?action_type=DELETE&resource_type=SESSION`),
    "activity, a week": fixed(`${a}?${week}`),
    "activity, 5xx of a resource type": fixed(`${a}?status=5xx&resource_type=FILE`),
    "activity, by duration": fixed(`${a}?sort_by=duration_ms`),
    "activity, by duration, errors": fixed(`${a}?sort_by=duration_ms&has_error=true`),
    "activity, part of an address": [`${a}?endpoint=`, (n) => `${a}?endpoint=files/src/${n}`],
    "activity, a word nowhere": fixed(`${a}?q=nowhere-to-be-found`),
    "activity, an IP address": [`${a}?q=ip:`, (n) => `${a}?q=ip:203.0.${n}.7`],
    "activity, of 111 people by their name": [
      `${a}?q=actor:`,
      (n) => `${a}?q=actor:person${100 + n}`,
    ],
    "activity, of all but them": [`${a}?q=-actor:`, (n) => `${a}?q=-actor:person${100 + n}`],
    "activity, of 20,000 people by their name": fixed(`${a}?q=actor:person`),
    "activity, sorted by person": fixed(`${a}?sort_by=user_id&sort_order=asc`),
    "activity, by person, page 380 and on": from(`${a}?sort_by=user_id&sort_order=asc&`, 380),
    "activity, by person down, page 380 and on": from(`${a}?sort_by=user_id&`, 380),
    "activity, by person, a week": fixed(`${a}?sort_by=user_id&sort_order=asc&${week}`),
    "activity, by person, a week, page 100": fixed(
      `${a}?sort_by=user_id&sort_order=asc&${week}&page=100`,
    ),
    "activity, by person, errors": fixed(`${a}?sort_by=user_id&has_error=true`),
    "activity, by duration, page 380 and on": from(`${a}?sort_by=duration_ms&`, 380),
    "activity, everything at once": [
      `${a}?user_id=…`,
      (n) =>
        `${a}?user_id=${someone(n)}&has_error=true&resource_type=FILE&start_date=2026-09-01&q=-code:AUTH_002`,
    ],
    "activity, one": [`${a}/:id`, (n) => `${a}/${activity.items[n]?.id}`],
    "activity, tail": fixed(`${a}/tail?cursor=1999000`),
    "audit, page 1": fixed(`${l}`),
    "audit, changes, page 2,000": fixed(`${l}/changes?page=2000`),
    "audit, security by severity": fixed(`${l}/security?severity=CRITICAL`),
    "audit, by person": [`${l}?user_id=`, (n) => `${l}?user_id=${someone(n)}`],
    "audit, an action": fixed(`${l}?q=action:ROLE_CHANGED`),
    "audit, words in values": [`${l}?q=after`, (n) => `${l}?q="after ${n}0"`],
    "audit, of 111 people by their name": [`${l}?q=actor:`, (n) => `${l}?q=actor:person${100 + n}`],
    "audit, one": [`${l}/:id`, (n) => `${l}/${audit.items[n]?.id}`],
    ...numberedPages(),
    "the console's first page": fixed("/admin/overview"),
  };
}

/** From the first page on by cursor, as the screen searches: how many steps, how long, how many found. */
async function searchThrough(get: Get, path: string) {
  const began = performance.now();
  let cursor: string | null = "";
  let steps = 0;
  let found = 0;
  const each: number[] = [];
  while (cursor !== null) {
    const at = performance.now();
    const page: Page = await pageOf(get, cursor === "" ? path : `${path}&cursor=${cursor}`);
    each.push(performance.now() - at);
    steps += 1;
    found += page.items.length;
    cursor = page.next_cursor;
  }
  return { steps, found, ms: performance.now() - began, slowest: Math.max(...each) };
}

async function exported(get: Get, path: string) {
  const before = workerdMegabytes();
  let most = before;
  let bytes = 0;
  const began = performance.now();
  const answer = await get(path);
  if (!answer.ok || answer.body === null) throw new Error(await answer.text());
  const watch = setInterval(() => {
    most = Math.max(most, workerdMegabytes());
  }, 250);
  const reader = answer.body.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    bytes += read.value.byteLength;
  }
  clearInterval(watch);
  return { ms: performance.now() - began, megabytes: bytes / 1e6, grown: most - before };
}

const row = (cells: readonly string[]) => console.log(`| ${cells.join(" | ")} |`);

async function measure(get: Get): Promise<void> {
  const read = async (path: string) => {
    const answer = await get(path);
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    await answer.arrayBuffer();
  };
  const bare = () => read("/health");
  await timed(20, bare);
  const yard: Spread = await timed(times, bare);
  row(["", "ms (median / p95)", "× health"]);
  row(["---", "---:", "---:"]);
  row(["health route", show(yard), "1"]);
  for (const [name, [, path]] of Object.entries(await casesOf(get))) {
    await timed(5, (n) => read(path(n)));
    const one = await timed(times, (n) => read(path(n)));
    // Beside its yardstick: the machine may have other things to do by then.
    const beside = await timed(20, bare);
    row([name, show(one), showNumber(one.median / beside.median)]);
  }
  const search = await searchThrough(get, "/admin/activity-logs?limit=100&q=nowhere-to-be-found");
  console.log(
    `\nThe whole activity log searched for a word: ${search.steps} steps, ${showNumber(search.ms / 1000)} s, the slowest step ${showNumber(search.slowest)} ms.`,
  );
  for (const [name, path] of [
    ["1,000,000 rows of activity as CSV", `/admin/activity-logs/export?action_type=READ`],
    ["2,000,000 rows of activity as NDJSON", `/admin/activity-logs/export?format=ndjson`],
    ["500,000 rows of audit as JSON", `/admin/audit-logs/export?format=json`],
  ] as const) {
    const one = await exported(get, path);
    console.log(
      `${name}: ${showNumber(one.ms / 1000)} s, ${showNumber(one.megabytes)} MB, workerd grew by ${showNumber(one.grown)} MB.`,
    );
  }
}

await onLargeSite(process.argv[2], ({ get }) => measure(get));
