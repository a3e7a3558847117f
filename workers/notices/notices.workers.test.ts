import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { listNotices, readNotices } from "#contract/notice";
import { openDb, runBatch } from "../platform/db.ts";
import { call, signUp } from "../testing/people.ts";
import { noticeStatement } from "./write-notice.ts";

const db = openDb(env.DB);

test("a person sees their own notices, newest first, and marks them as read", async () => {
  const [mine, other] = [await signUp("user"), await signUp("user")];
  const id = crypto.randomUUID();
  await runBatch(
    db,
    noticeStatement(db, mine.id, { kind: "budget_warning", data: { percent: 80 }, id }),
    noticeStatement(db, mine.id, { kind: "budget_warning", data: { percent: 80 }, id }),
    noticeStatement(db, other.id, { kind: "limits_changed" }),
  );
  const inbox = async (who: typeof mine) =>
    (await (await call(who, listNotices)).json()) as { items: { id: string }[]; unread: number };
  expect(await inbox(mine)).toMatchObject({ unread: 1, items: [{ id, data: { percent: 80 } }] });
  await call(other, readNotices, { json: { ids: [id] } });
  expect((await inbox(mine)).unread).toBe(1);
  await call(mine, readNotices, { json: {} });
  expect((await inbox(mine)).unread).toBe(0);
  expect((await inbox(other)).unread).toBe(1);
});
