/** Many at once (SA-027 to SA-030), master data (SA-040), and what people get of it. */
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { violations } from "./support/axe.ts";
import { signIn } from "./support/client.ts";
import { runSql } from "./support/database.ts";
import { type Authenticator, provesFactor } from "./support/enrol.ts";
import { openStage, type Stage } from "./support/stage.ts";

let stage: Stage;
let app: Authenticator;
let page: Page;

beforeAll(async () => {
  stage = await openStage();
  for (const name of ["left alone", "in use"]) await stage.user.json("POST", "/projects", { name });
  const admin = await signIn(stage.server.url, stage.server.admin);
  app = await provesFactor(await signIn(stage.server.url, stage.server.admin), stage.server.admin);
  page = await stage.open("/admin/bulk", { as: admin, language: "en" });
});

afterAll(() => stage?.close());

const press = (name: string | RegExp) => page.getByRole("button", { name }).click();
const dialog = (name: RegExp) => page.getByRole("dialog", { name });
const said = (text: string | RegExp) => page.getByRole("status").getByText(text).waitFor();

/** Chooses a file as a person does. */
async function choose(name: string, text: string): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    press(/^Choose (a|CSV|another) file/),
  ]);
  await chooser.setFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
}

const prove = async () => {
  const proof = dialog(/^Confirm that it's you/);
  await proof.getByLabel("Six-digit code").fill(await app.next());
  await proof.getByRole("button", { name: "Confirm" }).click();
};

/** The job that was begun is over. */
const ended = (kind: string, count: string) =>
  page
    .locator("section", { has: page.getByRole("heading", { name: kind }) })
    .filter({ hasText: count })
    .getByText("Done", { exact: true })
    .waitFor();

test("SA-027: people are invited from a CSV after a preview, and what became of it survives a reload", async () => {
  await choose(
    "people.csv",
    'email,name,role\nhana@example.test,"Yamada, Hana",user\nken@example.test,Ken,user\nnobody,X,user\n',
  );
  await prove();
  await said("2 people can be invited");
  await said("1 row will be skipped");
  const preview = page.getByRole("table", { name: "Preview" });
  await preview.getByText("Invalid email format").waitFor();
  expect(await violations(page)).toEqual([]);
  await press("Invite 2 people");
  await dialog(/^Invite 2 people\?/)
    .getByRole("button", { name: "Invite 2 people" })
    .click();
  await ended("User import", "2 of 2");
  await page.reload();
  await ended("User import", "2 of 2");
});

test("SA-028: people are taken out as a file, filtered", async () => {
  await press(/^Export users/);
  await page.getByRole("checkbox", { name: "Invited" }).check();
  const take = async () => {
    const [download] = await Promise.all([page.waitForEvent("download"), press(/^Export$/)]);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  };
  const csv = await take();
  expect(csv.name).toMatch(/^engawa-users-.*\.csv$/);
  expect(csv.bytes.toString("utf8")).toContain('hana@example.test,"Yamada, Hana",user,invited');
  expect(csv.bytes.toString("utf8")).not.toContain(stage.server.user.email);
  await page.getByLabel("Format").selectOption("xlsx");
  const xlsx = await take();
  expect(xlsx.name).toMatch(/\.xlsx$/);
  expect(xlsx.bytes.subarray(0, 2).toString()).toBe("PK");
});

test("SA-029: who was not active for long is shown, then disabled once their number is typed", async () => {
  await runSql(
    stage.server,
    "update user set status = 'active', created_at = 1, last_active_at = 1 where email like '%@example.test'",
  );
  await press(/^Disable inactive users/);
  await press("Preview");
  await said("2 users affected");
  await page.getByRole("table", { name: "Preview" }).getByText("ken@example.test").waitFor();
  await press("Disable 2 users");
  const asked = dialog(/^Disable 2 users\?/);
  const run = asked.getByRole("button", { name: "Disable 2 users" });
  expect(await run.isDisabled()).toBe(true);
  await asked.getByLabel(/^Type/).fill("2");
  await run.click();
  await ended("Disabling inactive users", "2 of 2");
});

test("SA-030: projects nothing happens in are shown, then archived", async () => {
  await runSql(stage.server, "update project set last_activity_at = 1 where name = 'left alone'");
  await press(/^Archive inactive projects/);
  await press("Preview");
  await said("1 project affected");
  await press("Archive 1 project");
  const asked = dialog(/^Archive 1 project\?/);
  await asked.getByLabel(/^Type/).fill("1");
  await asked.getByRole("button", { name: "Archive 1 project" }).click();
  await ended("Archiving inactive projects", "1 of 1");
  await page.getByText("Recent jobs").waitFor();
  expect(await violations(page)).toEqual([]);
});

test("SA-040: master data comes from a file after a preview", async () => {
  await page.goto(`${stage.server.url}/admin/masters?tab=import`);
  const bring = async (target: string, name: string, text: string) => {
    await page.getByLabel("Import into").selectOption({ label: target });
    await choose(name, text);
    await said("1 entry can be imported");
    await press("Import 1 entry");
    await dialog(/^Import 1 entry\?/)
      .getByRole("button", { name: "Import 1 entry" })
      .click();
    await page.getByText("Imported 1 entry").first().waitFor();
    await dialog(/^Import 1 entry\?/).waitFor({ state: "detached" });
  };
  const starter = { name: "Starter", description: "to begin with", files: { "src/a.ts": "1" } };
  await bring("Project templates", "t.json", JSON.stringify([starter]));
  await bring("Prompt templates", "p.csv", "name,body\ngreet,Say hello to {{whom}}.\n");
  await bring("Command rules", "c.csv", "pattern,effect\nnpm publish *,deny\n");
  await page.getByRole("tab", { name: "Command rules" }).click();
  await page.getByRole("table", { name: "Command rules" }).getByText("npm publish *").waitFor();
  expect(await violations(page)).toEqual([]);
});

test("a project begins with a template, and a prompt template stands in for what was typed", async () => {
  const mine = await stage.open("/", { language: "en" });
  await mine.getByRole("button", { name: "New project" }).click();
  const asked = mine.getByRole("dialog", { name: "New project" });
  await asked.getByLabel("Name").fill("begun");
  await asked.getByLabel("Template").selectOption({ label: "Starter" });
  await asked.getByRole("button", { name: "Create" }).click();
  await mine.waitForURL(/\/p\//);
  const project = /\/p\/([^/]+)/.exec(mine.url())?.[1] ?? "";
  await mine.getByRole("treeitem", { name: /src/ }).first().waitFor();
  const session = await stage.user.json<{ id: string }>("POST", "/sessions", {
    project_id: project,
  });
  await mine.goto(`${stage.server.url}/p/${project}/s/${session.id}`);
  const field = mine.locator("[data-composer]");
  await field.fill("/gree");
  await mine.getByRole("option", { name: /greet/ }).click();
  expect(await field.inputValue()).toBe("Say hello to {{whom}}.");
  await mine.keyboard.type("Hana");
  expect(await field.inputValue()).toBe("Say hello to Hana.");
  await mine.close();
});
