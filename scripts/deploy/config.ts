import { unstable_readConfig } from "wrangler";

export interface Names {
  readonly worker: string;
  readonly database: string;
  readonly kv: string;
  readonly buckets: readonly string[];
  readonly queues: readonly string[];
}

/** The resources a wrangler.toml asks for, by name. A KV namespace is named after Worker and binding. */
export function readNames(path: string): Names {
  const config = unstable_readConfig({ config: path }, { hideWarnings: true });
  const database = config.d1_databases[0]?.database_name;
  const kv = config.kv_namespaces[0]?.binding;
  if (config.name === undefined || database === undefined || kv === undefined)
    throw new Error(`${path} names no Worker, database or KV namespace`);
  return {
    worker: config.name,
    database,
    kv: `${config.name}-${kv.toLowerCase()}`,
    buckets: config.r2_buckets.flatMap(
      (bucket: { bucket_name?: string | undefined }) => bucket.bucket_name ?? [],
    ),
    queues: (config.queues.producers ?? []).map((producer: { queue: string }) => producer.queue),
  };
}

export interface Ids {
  readonly database: string;
  readonly kv: string;
}

/** The committed configuration with the ids of one account in place of the local ones. */
export function withIds(toml: string, ids: Ids): string {
  const parts: [RegExp, string][] = [
    [/^database_id = "[^"]*"$/m, `database_id = "${ids.database}"`],
    [/^(\[\[kv_namespaces\]\]\n(?:[^[].*\n)*?)id = "[^"]*"$/m, `$1id = "${ids.kv}"`],
  ];
  return parts.reduce((text, [pattern, value]) => {
    if (!pattern.test(text)) throw new Error(`wrangler.toml has no place for ${value}`);
    return text.replace(pattern, value);
  }, `# Made by npm run deploy from wrangler.toml; not committed.\n${toml}`);
}

/** The site's own address in a configuration: where links in mails and invitations lead. */
export function withPublicUrl(toml: string, url: string | undefined): string {
  if (url === undefined) return toml;
  const { protocol, origin } = new URL(url);
  if (protocol !== "https:") throw new Error(`${url} is no https address`);
  const line = /^PUBLIC_URL = "[^"]*"$/m;
  if (!line.test(toml)) throw new Error("wrangler.toml has no place for PUBLIC_URL");
  return toml.replace(line, `PUBLIC_URL = "${origin}"`);
}

export const hasPublicUrl = (toml: string): boolean => /^PUBLIC_URL = "[^"]+"$/m.test(toml);
