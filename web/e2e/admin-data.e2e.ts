/** Clean-up, orphans and the retention policy (SA-037 to SA-039). */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { signIn, type Client } from "./support/client.ts";
import { type Authenticator, provesFactor } from "./support/enrol.ts";
import { openStage, type Stage } from "./support/stage.ts";

let stage: Stage;
let admin: Client;
let app: Authenticator;
let page: Page;

beforeAll(async () => {
  stage = await openStage();
  const { id } = await stage.user.json<{ id: string }>("POST", "/projects", {
    name: "thrown away",
  });
  await stage.user.call("DELETE", `/projects/${id}`);
  admin = await signIn(stage.server.url, stage.server.admin);
  app = await provesFactor(await signIn(stage.server.url, stage.server.admin), stage.server.admin);
  page = await stage.open("/admin/data", { as: admin, language: "en" });
});

afterAll(() => stage?.close());

const prove = async () => {
  const proof = page.getByRole("dialog", { name: "Confirm that it's you" });
  await proof.getByLabel("Six-digit code").fill(await app.next());
  await proof.getByRole("button", { name: "Confirm" }).click();
};

test("SA-037: looked at first, then deleted with its number typed and the second factor", async () => {
  await page.getByRole("checkbox", { name: "Activity" }).uncheck();
  await page.getByRole("checkbox", { name: "Deleted projects" }).check();
  await page.getByLabel("Keep the last (days)").fill("0");
  await page.getByRole("button", { name: "Preview" }).click();
  await page.getByText("1 record, ").waitFor();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  const asked = page.getByRole("dialog", { name: "Delete 1 record?" });
  const sure = asked.getByRole("button", { name: "Delete" });
  expect(await sure.isDisabled()).toBe(true);
  await asked.getByLabel("Type “1” to confirm").fill("1");
  await sure.click();
  await prove();
  await page.waitForURL(/job=/);
  await page.getByText("Done", { exact: true }).first().waitFor();
  await page.getByRole("button", { name: "Preview" }).click();
  await page.getByText("Nothing to delete").waitFor();
});

test("SA-038: a search for orphans runs as a job and says when it was", async () => {
  await page.getByRole("tab", { name: "Orphaned files" }).click();
  await page.getByText("No orphaned files").waitFor();
  await page.getByRole("button", { name: "Find orphaned files" }).click();
  await page.waitForURL(/job=/);
  await page.getByText("Done", { exact: true }).first().waitFor();
  await page.reload();
  await page.getByText("Last search:").waitFor();
});

test("SA-039: the policy keeps to its floors and is saved", async () => {
  await page.getByRole("tab", { name: "Retention" }).click();
  const audit = page.getByLabel(/^Audit log: changes and access/);
  await audit.fill("30");
  const save = page.getByRole("button", { name: "Save" });
  expect(await save.isDisabled()).toBe(true);
  await audit.fill("400");
  await save.click();
  const asked = page.getByRole("dialog", { name: "Change the retention policy?" });
  await asked.getByText("changes and access (days): 365 → 400").waitFor();
  await asked.getByRole("button", { name: "Save" }).click();
  await page.getByText("Retention policy saved").waitFor();
  const policy = await admin.json<Record<string, number>>("GET", "/admin/data/retention-policy");
  expect(policy["audit_logs_days"]).toBe(400);
});
