import { Hono } from "hono";
import * as contract from "#contract/account";
import { reserveOrRefuse } from "../../auth/reserve-or-refuse.ts";
import { auditStatement } from "../../platform/records/audit.ts";
import { openDb, runBatch } from "../../platform/db.ts";
import { hour } from "../../platform/durations.ts";
import { AppError } from "../../platform/errors.ts";
import { isFromElsewhere } from "../../platform/http/from-elsewhere.ts";
import { originOf, type AppEnv } from "../../platform/http/http.ts";
import { raw } from "../../platform/http/implement.ts";
import { takingOf } from "../../platform/records/record-export.ts";
import { dayOf } from "../../settings/site-time.ts";
import { exportAccount } from "./export-account.ts";

export const exportRoutes = new Hono<AppEnv>();

/** Each reads all there is of a person: more than these wait for an hour. */
const perHour = 10;

raw(exportRoutes, contract.exportAccount, async (c, { actor }) => {
  if (isFromElsewhere(c)) throw new AppError("AUTH_005");
  const db = openDb(c.env.DB);
  await reserveOrRefuse(db, `export:${actor.id}`, { max: perHour, length: hour });
  await runBatch(
    db,
    auditStatement(db, actor, originOf(c), {
      event: "ACCESS",
      action: "EXPORT",
      resource: ["USER", actor.id],
      severity: "WARNING",
    }),
  );
  return new Response(exportAccount(c.env, actor, takingOf(c, actor, ["USER", actor.id])), {
    headers: {
      "Content-Type": "application/zip",
      "Content-Disposition": `attachment; filename="engawa-${dayOf(Date.now())}.zip"`,
      "Cache-Control": "no-store",
    },
  });
});
