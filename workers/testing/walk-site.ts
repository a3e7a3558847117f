import type { Walker } from "./walk.ts";

const unique = () => crypto.randomUUID().slice(0, 8);
const of = (id: string) => ({ param: { id } });

interface Named {
  readonly id: string;
  readonly name: string;
}

const form = (fields: Record<string, string>, text: string): FormData => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  data.set("file", new File([text], "a.csv"));
  return data;
};

async function walkAlerts({ go }: Walker): Promise<void> {
  const wish = { kind: "EMAIL", name: `walk ${unique()}`, addresses: ["ops@example.test"] };
  const channel = await go("createChannel", { json: wish });
  await go("updateChannel", { ...of(channel.id), json: { name: `walk ${unique()}` } });
  await go("testChannel", of(channel.id));
  const watch = { condition_type: "BUDGET", comparison_operator: "GT", notification_channels: [] };
  const more = { name: `walk ${unique()}`, threshold: { value: 1_000_000 }, is_enabled: false };
  const alert = await go("createAlert", { json: { ...watch, ...more } });
  await go("getAlert", of(alert.id));
  await go("updateAlert", { ...of(alert.id), json: { name: `walk ${unique()}` } });
  await go("silenceAlert", { ...of(alert.id), json: { minutes: 5 } });
  await go("testAlert", of(alert.id));
  await go("deleteAlert", of(alert.id));
  await go("deleteChannel", of(channel.id));
}

async function walkTexts({ go }: Walker): Promise<void> {
  const past = { start_at: "2020-01-01T00:00:00Z", end_at: "2020-01-02T00:00:00Z" };
  const text = { title: "a walk", content: "nothing", announcement_type: "INFO" };
  const said = await go("createAnnouncement", { json: { ...text, ...past } });
  await go("updateAnnouncement", { ...of(said.id), json: { title: "a longer walk" } });
  await go("dismissAnnouncement", of(said.id));
  await go("deleteAnnouncement", of(said.id));
  const kept = { page: "activity", name: `walk ${unique()}`, query: "" };
  await go("deleteView", of((await go("saveView", { json: kept })).id));
  const name = `walk-${unique()}`;
  const csv = `name,description,body\n${name},,{{what}}`;
  const target = { target: "prompt_templates" };
  const looked = await go("importMaster", { body: form({ ...target, dry_run: "true" }, csv) });
  const token = String(looked["token"]);
  await go("importMaster", { body: form({ ...target, token }, csv) });
  const files = `name,description,path,content\n${name},,a.txt,x`;
  const templates = { target: "project_templates" };
  const seen = await go("importMaster", { body: form({ ...templates, dry_run: "true" }, files) });
  await go("importMaster", { body: form({ ...templates, token: String(seen["token"]) }, files) });
  const { items } = (await go("listProjectTemplates")) as unknown as { items: Named[] };
  const template = items.find((one) => one.name === name);
  await go("updateProjectTemplate", { ...of(template?.id ?? ""), json: { name: `${name}-2` } });
  await go("deleteMaster", { param: { kind: "project_templates", id: template?.id ?? "" } });
  const pattern = { pattern: `walk-${unique()} *`, effect: "ask" };
  const id = crypto.randomUUID();
  await go("saveCommandPattern", { ...of(id), json: pattern });
  await go("deleteMaster", { param: { kind: "command_patterns", id } });
}

async function walkData({ go }: Walker): Promise<void> {
  const price = { model: `walk-${unique()}`, effective_from: "2026-11-01T00:00:00.000Z" };
  const cache = { cache_read: 1, cache_write_5m: 1, cache_write_1h: 1 };
  await go("setPrice", { json: { ...price, ...cache, input: 1, output: 1 } });
  await go("deletePrice", { json: price });
  await go("importUsers", {
    body: form({ dry_run: "true" }, "email,name,role\nx@example.test,X,user"),
  });
  const cleaned = await go("executeCleanup", {
    json: { target_types: ["session_logs"], retention_days: 3650 },
  });
  const { items } = (await go("listJobs")) as unknown as { items: { id: string }[] };
  await go("getJob", of(String(cleaned["job_id"] ?? items[0]?.id)));
  const setting = { param: { category: "MAINTENANCE", key: "activity_days" } };
  await go("updateSetting", { ...setting, json: { value: 91 } });
  await go("updateSetting", { ...setting, json: { value: 92 } });
  const history = await go("settingHistory", setting);
  const [, change] = history["items"] as { id: string }[];
  await go("revertSetting", { ...setting, json: { change_id: change?.id } });
  await go("resetSetting", setting);
  const { items: seen } = (await go("listAudit")) as unknown as { items: { id: string }[] };
  await go("getAudit", of(seen[0]?.id ?? ""));
}

/** What an administrator does to the site itself. */
export async function walkSite(walker: Walker): Promise<void> {
  await walkAlerts(walker);
  await walkTexts(walker);
  await walkData(walker);
}
