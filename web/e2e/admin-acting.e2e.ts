/** SA-041: an administrator acts as somebody, sees their pages and not their words, and stops. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { signIn } from "./support/client.ts";
import { type Authenticator, provesFactor } from "./support/enrol.ts";
import { openStage, type Stage } from "./support/stage.ts";

let stage: Stage;
let app: Authenticator;
let page: Page;
let project: string;

beforeAll(async () => {
  stage = await openStage();
  ({ id: project } = await stage.user.json<{ id: string }>("POST", "/projects", {
    name: "their project",
  }));
  const admin = await signIn(stage.server.url, stage.server.admin);
  app = await provesFactor(await signIn(stage.server.url, stage.server.admin), stage.server.admin);
  page = await stage.open("/admin/support?tab=impersonation", { as: admin, language: "en" });
});

afterAll(() => stage?.close());

const banner = () => page.locator("[data-acting]");

test("SA-041: begins with a person, a reason and the second factor", async () => {
  await page.getByLabel("User", { exact: true }).fill("user@eng");
  await page.locator("datalist option").first().waitFor({ state: "attached" });
  await page.getByLabel("User", { exact: true }).fill(stage.server.user.email);
  const start = page.getByRole("button", { name: "Start impersonating" });
  expect(await start.isDisabled()).toBe(true);
  await page.getByLabel("Reason").fill("case 42: sees no project");
  await start.click();
  const proof = page.getByRole("dialog", { name: "Confirm that it's you" });
  await proof.getByLabel("Six-digit code").fill(await app.next());
  await proof.getByRole("button", { name: "Confirm" }).click();
  await banner().getByText("You are acting as User.").waitFor();
  await page.getByText("their project").waitFor();
});

test("the banner stands on every page; what is theirs to read is refused; the person knows", async () => {
  await page.goto(`${stage.server.url}/p/${project}`);
  await banner().waitFor();
  await page.getByText("Chats are hidden").waitFor();
  await page.getByText("Files are hidden").waitFor();
  const files = `${stage.server.url}/api/v1/files?project_id=${project}`;
  expect(await page.evaluate(async (url) => (await fetch(url)).status, files)).toBe(403);
  await page.goto(`${stage.server.url}/admin/users`);
  await banner().waitFor();
  expect(await page.getByRole("table").count()).toBe(0);
  const theirs = await stage.open("/account/sign-ins", { language: "en" });
  await theirs.getByText("Admin, an administrator impersonating you").waitFor();
});

test("stopped, the administrator is back where the person is", async () => {
  await page.goto(stage.server.url);
  await banner().getByRole("button", { name: "Stop impersonating" }).click();
  await page.waitForURL(/\/admin\/users\//);
  await page.locator("[data-side-panel]").getByText(stage.server.user.email).first().waitFor();
  expect(await banner().count()).toBe(0);
});
