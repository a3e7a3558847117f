import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromRoot } from "../setup/paths.ts";
import { hasPublicUrl, readNames, withIds, withPublicUrl, type Names } from "./config.ts";
import { ensureResources } from "./resources.ts";
import { planSecrets, type SecretChoices } from "./secrets.ts";
import { must, parseJson, type Wrangler } from "./wrangler.ts";

export interface DeployOptions extends SecretChoices {
  readonly wrangle: Wrangler;
  readonly say: (line: string) => void;
  /** Where the configuration with this account's ids goes. */
  readonly config: string;
  readonly pages: boolean;
  /** The site's own address, where wrangler.toml does not say it. */
  readonly url?: string | undefined;
}

export interface Deployed {
  readonly setupToken?: string;
  /** False: nobody can be invited yet, since a link would lead nowhere. */
  readonly knowsItsAddress: boolean;
}

async function checkSignedIn(wrangle: Wrangler): Promise<string> {
  const { code, stdout } = await wrangle(["whoami", "--json"]);
  if (code !== 0)
    throw new Error(
      "Not signed in to Cloudflare. Run `npx wrangler login`, or set CLOUDFLARE_API_TOKEN, then deploy again.",
    );
  const { accounts = [] } = parseJson(stdout) as { accounts?: { name: string; id: string }[] };
  if (accounts.length > 1 && !process.env["CLOUDFLARE_ACCOUNT_ID"])
    throw new Error(
      `You can reach ${accounts.length} accounts. Set CLOUDFLARE_ACCOUNT_ID to one of:\n${accounts
        .map(({ id, name }) => `  ${id}  ${name}`)
        .join("\n")}`,
    );
  return accounts.map(({ name }) => name).join(", ");
}

/** Uploads Worker, static files and new secrets as one version. */
async function upload(
  { wrangle, config }: DeployOptions,
  secrets: Readonly<Record<string, string>>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "engawa-deploy-"));
  try {
    const file = join(folder, "secrets.json");
    await writeFile(file, JSON.stringify(secrets), { mode: 0o600 });
    const sent = Object.keys(secrets).length > 0 ? ["--secrets-file", file] : [];
    await must(wrangle, ["deploy", "-c", config, "--minify", ...sent], { show: true });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function deployPages({ wrangle, say }: DeployOptions, names: Names): Promise<void> {
  const project = `${names.worker}-web`;
  const cwd = fromRoot("web");
  const projects = await must(wrangle, ["pages", "project", "list", "--json"]);
  if (!projects.includes(`"${project}"`)) {
    say(`Pages project ${project}: creating`);
    await must(wrangle, ["pages", "project", "create", project, "--production-branch", "main"]);
  }
  say("Pages: uploading the front");
  await must(wrangle, ["pages", "deploy", "--branch", "main", "--commit-dirty"], {
    cwd,
    show: true,
  });
}

/** From an empty account to a running site. Every step keeps what is there, so it can be run again. */
export async function deploy(options: DeployOptions): Promise<Deployed> {
  const { wrangle, say, config } = options;
  say(`Account: ${await checkSignedIn(wrangle)}`);
  const source = fromRoot("wrangler.toml");
  const names = readNames(source);
  const ids = await ensureResources(wrangle, names, say);
  const settings = withPublicUrl(withIds(await readFile(source, "utf8"), ids), options.url);
  await writeFile(config, settings);
  say("D1: applying migrations");
  await must(wrangle, ["d1", "migrations", "apply", names.database, "--remote", "-c", config]);
  const { secrets, setupToken } = await planSecrets(wrangle, config, options);
  for (const name of Object.keys(secrets)) say(`Secret ${name}: setting`);
  say(`Worker ${names.worker}: uploading`);
  await upload(options, secrets);
  if (options.pages) await deployPages(options, names);
  const knowsItsAddress = hasPublicUrl(settings);
  return { knowsItsAddress, ...(setupToken === undefined ? {} : { setupToken }) };
}

/** Everything that needs no account: both bundles and the configuration are made and checked. */
export async function rehearse({ wrangle, say, pages }: DeployOptions): Promise<void> {
  const source = fromRoot("wrangler.toml");
  const names = readNames(source);
  say(`D1 database ${names.database}, KV namespace ${names.kv}: would be created if missing`);
  say(`R2 ${names.buckets.join(", ")}, Queue ${names.queues.join(", ")}: likewise`);
  say("Secrets SECRET_KEY, SETUP_TOKEN_HASH: would be generated; ANTHROPIC_API_KEY: asked for");
  const outdir = fromRoot(".wrangler/dry-run");
  say(`Worker ${names.worker}: bundling`);
  await must(wrangle, ["deploy", "--dry-run", "--minify", "-c", source, "--outdir", outdir], {
    show: true,
  });
  if (!pages) return;
  say("Pages: bundling the front's functions");
  const args = ["pages", "functions", "build", "functions", "--outdir", `${outdir}-pages`];
  await must(wrangle, args, { cwd: fromRoot("web") });
}
