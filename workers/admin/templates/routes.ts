import { Hono } from "hono";
import * as contract from "#contract/admin-template";
import type { Template } from "#contract/admin-template";
import { deliverSoon } from "../../mail/outbox.ts";
import { openDb } from "../../platform/db.ts";
import { originOf, type AppContext, type AppEnv } from "../../platform/http/http.ts";
import { etagOfTime, expectedTime } from "../../platform/http/if-match.ts";
import { implement } from "../../platform/http/implement.ts";
import { listHistory, listTemplates } from "./read.ts";
import { previewTemplate, sendTest } from "./try-out.ts";
import { createTemplate, deleteTemplate, updateTemplate } from "./write.ts";

export const templateRoutes = new Hono<AppEnv>();

function tagged(c: AppContext, template: Template): Template {
  c.header("ETag", etagOfTime(new Date(template.updated_at ?? 0)));
  return template;
}

implement(templateRoutes, contract.listTemplates, async (c) => {
  const items = await listTemplates(openDb(c.env.DB), c.var.language);
  return { items, total: items.length };
});

implement(templateRoutes, contract.previewTemplate, (_c, { actor, json }) =>
  previewTemplate(actor, json),
);

implement(templateRoutes, contract.sendTestTemplate, async (c, { actor, json }) => {
  await sendTest(c.env, actor, json, originOf(c));
  deliverSoon(c);
});

implement(templateRoutes, contract.createTemplate, async (c, { actor, json }) =>
  tagged(c, await createTemplate(openDb(c.env.DB), actor, json, c.var.language, originOf(c))),
);

implement(templateRoutes, contract.updateTemplate, async (c, { actor, param, json }) =>
  tagged(
    c,
    await updateTemplate(
      openDb(c.env.DB),
      actor,
      param.id,
      json,
      expectedTime(c),
      c.var.language,
      originOf(c),
    ),
  ),
);

implement(templateRoutes, contract.deleteTemplate, (c, { actor, param }) =>
  deleteTemplate(openDb(c.env.DB), actor, param.id, originOf(c)),
);

implement(templateRoutes, contract.listTemplateHistory, async (c, { param }) => ({
  items: await listHistory(openDb(c.env.DB), param.id),
}));
