import { afterAll, beforeAll, expect, test } from "vitest";
import { startCron } from "#scripts/local/cron";
import { startServer, type TestServer } from "./support/server.ts";

let server: TestServer;
let stopCron: () => void = () => undefined;

beforeAll(async () => {
  server = await startServer();
});

afterAll(async () => {
  stopCron();
  await server?.stop();
});

test("a local site runs its scheduled jobs, the day's too, and none of them fails", async () => {
  stopCron = startCron(server.url, 100);
  await expect.poll(() => server.log()).toContain('"job":"purge_accounts"');
  await expect.poll(() => server.log()).toContain('"job":"forget_idempotent_answers"');
  expect(server.log()).not.toContain("job_failed");
});
