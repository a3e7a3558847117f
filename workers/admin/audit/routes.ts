import { Hono } from "hono";
import * as contract from "#contract/admin-audit";
import { originOf, type AppEnv } from "../../platform/http/http.ts";
import { implement, raw } from "../../platform/http/implement.ts";
import { sendExport } from "../log-list/send-export.ts";
import { resealChain, verifyChain } from "./check-chain.ts";
import { exportColumns, exportFields } from "./export-fields.ts";
import { auditSearch } from "./search.ts";
import { getAudit, listAudit, tailAudit } from "./service.ts";
import { auditSource } from "./source.ts";

export const auditRoutes = new Hono<AppEnv>();

implement(auditRoutes, contract.verifyAudit, (c, { json }) => verifyChain(c.env, json.from));

implement(auditRoutes, contract.resealAudit, (c, { actor, json }) =>
  resealChain(c.env, actor, json, originOf(c)),
);

/** The whole log, document U's address of it, and the tabs. */
const lists = [
  [contract.listAudit, undefined],
  [contract.listLogs, undefined],
  [contract.listAuditChanges, "DATA_CHANGE"],
  [contract.listAuditAccess, "ACCESS"],
  [contract.listAuditSecurity, "SECURITY"],
] as const;

for (const [spec, event] of lists) {
  implement(auditRoutes, spec, (c, { actor, query }) =>
    listAudit(c.env.DB, actor.id, { ...query, event_type: event ?? query.event_type }),
  );
}

implement(auditRoutes, contract.listAuditOfResource, (c, { actor, param, query }) =>
  listAudit(c.env.DB, actor.id, { ...query, ...param }),
);

implement(auditRoutes, contract.tailAudit, (c, { actor, query }) =>
  tailAudit(c.env.DB, actor.id, query),
);

raw(auditRoutes, contract.exportAudit, async (c, { actor, query }) => {
  const { format, ...filters } = query;
  return sendExport(c, actor, {
    source: auditSource,
    resource: "AUDIT_LOG",
    file: "audit",
    search: await auditSearch(c.env.DB, actor.id, filters),
    format,
    columns: exportColumns,
    fieldsOf: exportFields,
    filter: filters,
  });
});

implement(auditRoutes, contract.getAudit, (c, { param }) => getAudit(c.env.DB, param.id));
