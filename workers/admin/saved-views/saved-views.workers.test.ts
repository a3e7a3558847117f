import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { deleteView, saveView, type SavedView } from "#contract/saved-view";
import { auditLog } from "../../platform/records/audit.sql.ts";
import { openDb } from "../../platform/db.ts";
import { call, signUp } from "../../testing/people.ts";

test("keeping, replacing and deleting a view are on record", async () => {
  const admin = await signUp("admin");
  const save = async (query: string) => {
    const json = { page: "audit", name: "Mine", query };
    return (await (await call(admin, saveView, { json })).json()) as SavedView;
  };
  const first = await save("status=locked");
  const second = await save("status=disabled");
  expect((await call(admin, deleteView, { param: { id: second.id } })).status).toBe(204);
  const rows = await openDb(env.DB).select().from(auditLog).where(eq(auditLog.userId, admin.id));
  const views = rows.filter((row) => row.resourceType === "SAVED_VIEW");
  expect(views.map(({ action, resourceId }) => [action, resourceId])).toEqual([
    ["CREATE", first.id],
    ["UPDATE", second.id],
    ["DELETE", second.id],
  ]);
  expect(views[1]).toMatchObject({
    oldValue: { page: "audit", name: "Mine", query: "status=locked" },
    newValue: { page: "audit", name: "Mine", query: "status=disabled" },
  });
});

test("only a page that offers views has any", async () => {
  const admin = await signUp("admin");
  const json = { page: "users", name: "Mine", query: "" } as never;
  expect((await call(admin, saveView, { json })).status).toBe(400);
});
