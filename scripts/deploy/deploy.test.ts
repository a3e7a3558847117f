import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fromRoot } from "../setup/paths.ts";
import { withIds } from "./config.ts";
import { deploy, rehearse, type DeployOptions } from "./deploy.ts";
import type { Wrangler } from "./wrangler.ts";

/** A Cloudflare account as far as deploying sees it: what was created can be listed. */
function emptyAccount() {
  const account = {
    calls: [] as string[],
    resources: new Set<string>(),
    secrets: {} as Record<string, string>,
    signedIn: true,
  };
  const answer = (code: number, value: unknown = "") => {
    const stdout = typeof value === "string" ? value : JSON.stringify(value);
    return Promise.resolve({ code, stdout, output: stdout });
  };
  const list = (prefix: string, label: string, id: string) =>
    [...account.resources]
      .filter((one) => one.startsWith(prefix))
      .map((one) => ({ [label]: one.slice(prefix.length), [id]: `id-of-${one}` }));
  const wrangle: Wrangler = (args) => {
    const line = args.join(" ");
    account.calls.push(line);
    if (line === "whoami --json")
      return account.signedIn ? answer(0, { accounts: [{ name: "Team", id: "1" }] }) : answer(1);
    if (line === "d1 list --json") return answer(0, list("d1 ", "name", "uuid"));
    if (line === "kv namespace list") return answer(0, list("kv namespace ", "title", "id"));
    if (line === "pages project list --json")
      return answer(0, list("pages project ", "Project Name", "id"));
    if (line.startsWith("secret list"))
      return answer(
        0,
        Object.keys(account.secrets).map((name) => ({ name })),
      );
    const [, prefix = "", verb = "", name = ""] = /^(.+) (info|create) (\S+)/.exec(line) ?? [];
    if (verb === "info") return answer(account.resources.has(`${prefix} ${name}`) ? 0 : 1);
    if (verb === "create") account.resources.add(`${prefix} ${name}`);
    const file = args[args.indexOf("--secrets-file") + 1];
    if (args.includes("--secrets-file") && file !== undefined)
      Object.assign(account.secrets, JSON.parse(readFileSync(file, "utf8")));
    return answer(0);
  };
  return { account, wrangle };
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "engawa-deploy-test-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const optionsFor = (wrangle: Wrangler, change: Partial<DeployOptions> = {}): DeployOptions => ({
  wrangle,
  say: () => undefined,
  config: join(folder, "wrangler.deploy.toml"),
  pages: false,
  newSetupToken: false,
  apiKey: () => Promise.resolve(undefined),
  ...change,
});

const changes = (calls: readonly string[]) =>
  calls.filter((line) => /(create|apply|^deploy|pages deploy)/.test(line));

test("an empty account gets every resource, the migrations, then the Worker", async () => {
  const { account, wrangle } = emptyAccount();
  await deploy(optionsFor(wrangle));
  const order = changes(account.calls).map((line) => line.split(" -c ")[0]);
  expect(order).toEqual([
    "d1 create engawa",
    "kv namespace create engawa-kv",
    "r2 bucket create engawa-files",
    "queues create engawa-activity",
    "queues create engawa-jobs",
    "d1 migrations apply engawa --remote",
    "deploy",
  ]);
});

test("the committed configuration stays as it is; the ids go to a copy", async () => {
  const before = await readFile(fromRoot("wrangler.toml"), "utf8");
  const { wrangle } = emptyAccount();
  const options = optionsFor(wrangle);
  await deploy(options);
  expect(await readFile(fromRoot("wrangler.toml"), "utf8")).toBe(before);
  const made = await readFile(options.config, "utf8");
  expect(made).toContain('database_id = "id-of-d1 engawa"');
  expect(made).toContain('id = "id-of-kv namespace engawa-kv"');
});

test("a second deployment creates nothing and keeps every secret", async () => {
  const { account, wrangle } = emptyAccount();
  await deploy(optionsFor(wrangle));
  const first = { ...account.secrets };
  account.calls.length = 0;
  expect(await deploy(optionsFor(wrangle))).toEqual({ knowsItsAddress: false });
  expect(changes(account.calls).filter((line) => line.includes("create"))).toEqual([]);
  expect(account.secrets).toEqual(first);
});

test("the set-up token is answered once, and the site gets only its hash", async () => {
  const { account, wrangle } = emptyAccount();
  const { setupToken = "" } = await deploy(optionsFor(wrangle));
  expect(account.secrets["SETUP_TOKEN_HASH"]).toBe(
    createHash("sha256").update(setupToken).digest("hex"),
  );
  expect(JSON.stringify(account)).not.toContain(setupToken);
  const again = await deploy(optionsFor(wrangle, { newSetupToken: true }));
  expect(again.setupToken).not.toBe(setupToken);
});

test("the file with the secrets is gone afterwards, and no secret is an argument", async () => {
  const { account, wrangle } = emptyAccount();
  await deploy(optionsFor(wrangle, { apiKey: () => Promise.resolve("sk-secret") }));
  expect(account.secrets["ANTHROPIC_API_KEY"]).toBe("sk-secret");
  const uploaded = account.calls.find((line) => line.startsWith("deploy ")) ?? "";
  const file = uploaded.split("--secrets-file ")[1] ?? "";
  expect(file).not.toBe("");
  expect(existsSync(file)).toBe(false);
  for (const secret of Object.values(account.secrets))
    expect(account.calls.join("\n")).not.toContain(secret);
});

test("without an API key none is set: the demo model answers", async () => {
  const { account, wrangle } = emptyAccount();
  await deploy(optionsFor(wrangle));
  expect(Object.keys(account.secrets).sort()).toEqual(["SECRET_KEY", "SETUP_TOKEN_HASH"]);
});

test("who is not signed in is told how, and nothing is touched", async () => {
  const { account, wrangle } = emptyAccount();
  account.signedIn = false;
  await expect(deploy(optionsFor(wrangle))).rejects.toThrow("wrangler login");
  expect(account.calls).toEqual(["whoami --json"]);
});

test("--pages creates the project once and uploads the front after the Worker", async () => {
  const { account, wrangle } = emptyAccount();
  await deploy(optionsFor(wrangle, { pages: true }));
  expect(
    changes(account.calls)
      .slice(-3)
      .map((line) => line.split(" -")[0]),
  ).toEqual([expect.stringContaining("deploy"), "pages project create engawa-web", "pages deploy"]);
  account.calls.length = 0;
  await deploy(optionsFor(wrangle, { pages: true }));
  expect(account.calls.join("\n")).not.toContain("pages project create");
});

test("a dry run asks the account nothing", async () => {
  const { account, wrangle } = emptyAccount();
  await rehearse(optionsFor(wrangle, { pages: true }));
  expect(account.calls.map((line) => line.split(" --")[0])).toEqual([
    "deploy",
    "pages functions build functions",
  ]);
  expect(account.calls[0]).toContain("--dry-run");
});

test("a configuration without the expected places is refused rather than deployed half", () => {
  expect(() => withIds('name = "x"\n', { database: "a", kv: "b" })).toThrow("no place");
});

test("the site's own address goes into the configuration; without one the deployment says so", async () => {
  const { wrangle } = emptyAccount();
  expect((await deploy(optionsFor(wrangle))).knowsItsAddress).toBe(false);
  const options = optionsFor(wrangle, { url: "https://engawa.example/somewhere" });
  expect((await deploy(options)).knowsItsAddress).toBe(true);
  expect(await readFile(options.config, "utf8")).toContain(
    'PUBLIC_URL = "https://engawa.example"\n',
  );
  await expect(deploy(optionsFor(wrangle, { url: "http://engawa.example" }))).rejects.toThrow(
    "no https address",
  );
});
