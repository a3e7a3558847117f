import { request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { signIn, type Client } from "./support/client.ts";
import { runSql } from "./support/database.ts";
import { startServer, type TestServer } from "./support/server.ts";

let server: TestServer;
let admin: Client;

beforeAll(async () => {
  server = await startServer();
  admin = await signIn(server.url, server.admin);
  // More than any buffer on the way holds.
  await runSql(
    server,
    `with recursive n(i) as (select 1 union all select i + 1 from n where i < 30000)
     insert into user_activity(id, user_id, action_type, endpoint, method, response_status,
       user_agent, duration_ms, created_at)
     select 'row-' || i, (select id from user where role = 'admin'), 'READ', '/api/v1/projects',
       'GET', 200, hex(randomblob(250)), 1, 1700000000000 + i from n`,
  );
});

afterAll(() => server?.stop());

/** Asks for an export and hangs up: once it is answered, or once some of it came. Answers its request. */
const hangUp = (path: string, when: "response" | "data") =>
  new Promise<string>((done, failed) => {
    const url = `${server.url}/api/v1${path}`;
    const asked = request(url, { headers: { cookie: admin.cookie }, agent: false });
    asked.on("error", failed);
    asked.on("response", (answer) => {
      const leave = () => {
        asked.destroy();
        done(String(answer.headers["x-request-id"]));
      };
      answer.on("error", () => {});
      if (when === "response") leave();
      else answer.once("data", leave);
    });
    asked.end();
  });

interface Found {
  readonly items: readonly { action: string; request_id: string }[];
}

test.each(["/admin/activity-logs/export?format=ndjson", "/account/export"])(
  "%s: whose connection ends before the first byte or in the middle is on record as cut, once",
  async (path) => {
    for (const when of ["response", "data"] as const) {
      const id = await hangUp(path, when);
      const recorded = async () => {
        const { items } = await admin.json<Found>("GET", "/admin/audit-logs?limit=50");
        return items.filter((one) => one.request_id === id).map(({ action }) => action);
      };
      await expect.poll(recorded).toEqual(["EXPORT_CUT", "EXPORT"]);
    }
  },
);
