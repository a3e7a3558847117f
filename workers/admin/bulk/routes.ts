import { Hono } from "hono";
import * as v from "valibot";
import * as contract from "#contract/admin-bulk";
import { takeBackJob } from "#contract/admin-take-back";
import type { AppEnv } from "../../platform/http/http.ts";
import { byteOrderMark, csvLine } from "../../platform/text/csv.ts";
import { implement, raw } from "../../platform/http/implement.ts";
import { exportPeople } from "./export-people.ts";
import { importPeople } from "./import-people.ts";
import { archiveDormant, deactivateDormant } from "./run-dormant.ts";
import { takeBack } from "./take-back.ts";

export const bulkRoutes = new Hono<AppEnv>();

raw(bulkRoutes, contract.importUsers, async (c, { actor }) =>
  c.json(v.parse(contract.ImportAnswer, await importPeople(c, actor))),
);

const examples = [
  ["hanako@example.com", "山田 花子", "user", "ja", "", "", "", "", ""],
  ["ken@example.com", "Ken Sato", "admin", "en", 1000, "", 20, 2048, "unlimited"],
];

raw(bulkRoutes, contract.importTemplate, () => {
  const text = [contract.importColumns, ...examples].map((row) => csvLine(row)).join("");
  return new Response(byteOrderMark + text, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="engawa-users-template.csv"',
    },
  });
});

raw(bulkRoutes, contract.exportUsers, (c, { actor, query }) => exportPeople(c, actor, query));

implement(bulkRoutes, contract.deactivateUsers, (c, { actor, json }) =>
  deactivateDormant(c, actor, json),
);

implement(bulkRoutes, contract.archiveProjects, (c, { actor, json }) =>
  archiveDormant(c, actor, json),
);

implement(bulkRoutes, takeBackJob, (c, { actor, param, json }) =>
  takeBack(c, actor, param.id, json),
);
