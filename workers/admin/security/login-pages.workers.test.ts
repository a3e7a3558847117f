import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { listAllLogins } from "#contract/admin-security";
import { hour } from "../../platform/durations.ts";
import { call, codeOf, createAccount, signUp } from "../../testing/people.ts";

test("of more sign-ins than are counted, the pages that are announced open, and no more", async () => {
  const [admin, account] = [await signUp("admin"), await createAccount("user")];
  await env.DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10050)
     INSERT INTO user_session(id, user_id, session_token_hash, login_at, last_activity_at, expires_at)
     SELECT printf('%08x-0000-4000-8000-000000000000', i), ?1, 'many-' || i, i, i, ?2 FROM n`,
  )
    .bind(account.id, Date.now() + hour)
    .run();
  const pageOf = (page: string) =>
    call(admin, listAllLogins, {
      query: { user_id: account.id, status: "all", limit: "100", page },
    });
  const last = await (await pageOf("100")).json<{ items: unknown[] }>();
  expect(last).toMatchObject({ total: 10_000, total_pages: 100, total_is_estimate: true });
  expect(last.items).toHaveLength(100);
  expect(await codeOf(await pageOf("101"))).toBe("LOG_003");
  await env.DB.prepare("DELETE FROM user_session WHERE user_id = ?").bind(account.id).run();
});
