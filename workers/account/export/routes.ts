import { Hono } from "hono";
import * as contract from "#contract/account";
import { auditStatement } from "../../platform/audit.ts";
import { openDb, runBatch } from "../../platform/db.ts";
import { AppError } from "../../platform/errors.ts";
import { originOf, type AppEnv } from "../../platform/http.ts";
import { raw } from "../../platform/implement.ts";
import { dayOf } from "../../settings/site-time.ts";
import { exportAccount } from "./export-account.ts";

export const exportRoutes = new Hono<AppEnv>();

/** Browsers say which page asked; a link elsewhere fetches nobody's data. */
const elsewhere = new Set(["cross-site", "same-site"]);

raw(exportRoutes, contract.exportAccount, async (c, { actor }) => {
  if (elsewhere.has(c.req.header("sec-fetch-site") ?? "")) throw new AppError("AUTH_005");
  const db = openDb(c.env.DB);
  await runBatch(
    db,
    auditStatement(db, actor, originOf(c), {
      event: "ACCESS",
      action: "EXPORT",
      resource: ["USER", actor.id],
      severity: "WARNING",
    }),
  );
  return new Response(exportAccount(c.env, actor), {
    headers: {
      "Content-Type": "application/zip",
      "Content-Disposition": `attachment; filename="engawa-${dayOf(Date.now())}.zip"`,
      "Cache-Control": "no-store",
    },
  });
});
