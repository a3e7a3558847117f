import type { Ids, Names } from "./config.ts";
import { must, parseJson, type Wrangler } from "./wrangler.ts";

type Say = (line: string) => void;

function rows(stdout: string): Record<string, unknown>[] {
  const parsed = parseJson(stdout);
  return Array.isArray(parsed) ? parsed : [];
}

async function ensureDatabase(wrangle: Wrangler, name: string, say: Say): Promise<string> {
  const find = async () =>
    rows(await must(wrangle, ["d1", "list", "--json"])).find((row) => row["name"] === name)?.[
      "uuid"
    ];
  let id = await find();
  if (id === undefined) {
    say(`D1 database ${name}: creating`);
    await must(wrangle, ["d1", "create", name]);
    id = await find();
  } else say(`D1 database ${name}: there`);
  if (typeof id !== "string") throw new Error(`D1 database ${name} has no id`);
  return id;
}

async function ensureKv(wrangle: Wrangler, title: string, say: Say): Promise<string> {
  const find = async () =>
    rows(await must(wrangle, ["kv", "namespace", "list"])).find((row) => row["title"] === title)?.[
      "id"
    ];
  let id = await find();
  if (id === undefined) {
    say(`KV namespace ${title}: creating`);
    await must(wrangle, ["kv", "namespace", "create", title]);
    id = await find();
  } else say(`KV namespace ${title}: there`);
  if (typeof id !== "string") throw new Error(`KV namespace ${title} has no id`);
  return id;
}

/** Asks for one by name; a failing answer means it is missing, and creating tells if it was something else. */
async function ensureNamed(
  wrangle: Wrangler,
  what: string,
  command: string[],
  name: string,
  say: Say,
): Promise<void> {
  const { code } = await wrangle([...command, "info", name]);
  say(`${what} ${name}: ${code === 0 ? "there" : "creating"}`);
  if (code !== 0) await must(wrangle, [...command, "create", name]);
}

/** Creates what an account lacks and answers the ids the configuration needs. What exists is kept. */
export async function ensureResources(wrangle: Wrangler, names: Names, say: Say): Promise<Ids> {
  const database = await ensureDatabase(wrangle, names.database, say);
  const kv = await ensureKv(wrangle, names.kv, say);
  for (const bucket of names.buckets)
    await ensureNamed(wrangle, "R2 bucket", ["r2", "bucket"], bucket, say);
  for (const queue of names.queues) await ensureNamed(wrangle, "Queue", ["queues"], queue, say);
  return { database, kv };
}
