import { Hono } from "hono";
import * as v from "valibot";
import * as contract from "#contract/master";
import { forgetCommandRules } from "../../masters/command-rules.ts";
import {
  listCommandPatterns,
  listProjectTemplates,
  listPromptTemplates,
} from "../../masters/lists.ts";
import { openDb } from "../../platform/db.ts";
import { originOf, type Actor, type AppContext, type AppEnv } from "../../platform/http/http.ts";
import { expectedTime } from "../../platform/http/if-match.ts";
import { implement, raw } from "../../platform/http/implement.ts";
import { answerTaking, recordExport, type Taking } from "../../platform/records/record-export.ts";
import {
  deleteMaster,
  describeTemplate,
  resources,
  savePattern,
  savePrompt,
} from "./change-master.ts";
import { exportMaster } from "./export-master.ts";
import { importMaster } from "./import-master.ts";

export const masterRoutes = new Hono<AppEnv>();

const by = (c: AppContext, actor: Actor) => ({
  db: openDb(c.env.DB),
  actor,
  origin: originOf(c),
  expected: expectedTime(c),
});

implement(masterRoutes, contract.listProjectTemplates, async (c) => ({
  items: await listProjectTemplates(openDb(c.env.DB)),
}));

implement(masterRoutes, contract.listPromptTemplates, async (c) => ({
  items: await listPromptTemplates(openDb(c.env.DB)),
}));

implement(masterRoutes, contract.listCommandPatterns, async (c) => ({
  items: await listCommandPatterns(openDb(c.env.DB)),
}));

implement(masterRoutes, contract.updateProjectTemplate, (c, { actor, param, json }) =>
  describeTemplate(by(c, actor), param.id, json),
);

implement(masterRoutes, contract.savePromptTemplate, (c, { actor, param, json }) =>
  savePrompt(by(c, actor), param.id, json),
);

implement(masterRoutes, contract.saveCommandPattern, async (c, { actor, param, json }) => {
  const saved = await savePattern(by(c, actor), param.id, json);
  forgetCommandRules(c.env);
  return saved;
});

implement(masterRoutes, contract.deleteMaster, async (c, { actor, param }) => {
  await deleteMaster(by(c, actor), param.kind, param.id);
  forgetCommandRules(c.env);
});

raw(masterRoutes, contract.importMaster, async (c, { actor }) =>
  c.json(v.parse(contract.MasterImportAnswer, await importMaster(c, actor))),
);

/** An example to fill in is nobody's. */
const unrecorded: Taking = { took: () => {}, end: async () => {} };

raw(masterRoutes, contract.exportMaster, async (c, { actor, param, query }) => {
  const { format, template } = query;
  const answer = (taking: Taking) => exportMaster(openDb(c.env.DB), param.kind, query, taking);
  if (template === "true") return answer(unrecorded);
  return answerTaking(await recordExport(c, actor, resources[param.kind], { format }), answer);
});
