import { Hono } from "hono";
import * as contract from "#contract/admin-alert";
import type { Alert } from "#contract/admin-alert";
import * as channel from "#contract/admin-alert-channel";
import { deliverSoon } from "../../mail/outbox.ts";
import { isMailEnabled } from "../../mail/transport.ts";
import { openDb } from "../../platform/db.ts";
import { originOf, type AppContext, type AppEnv } from "../../platform/http/http.ts";
import { etagOfTime, expectedTime } from "../../platform/http/if-match.ts";
import { implement } from "../../platform/http/implement.ts";
import { createChannel, deleteChannel, listChannels, updateChannel } from "./channels.ts";
import { getAlert, listAlerts, readCondition } from "./read.ts";
import { testAlert } from "./test-alert.ts";
import { testChannel } from "./test-channel.ts";
import { createAlert, deleteAlert, silenceAlert, updateAlert } from "./write.ts";

export const alertRoutes = new Hono<AppEnv>();

function tagged<T extends Alert>(c: AppContext, alert: T): T {
  c.header("ETag", etagOfTime(new Date(alert.updated_at)));
  return alert;
}

implement(alertRoutes, contract.listAlerts, (c, { query }) => listAlerts(c.env, query.state));

implement(alertRoutes, contract.createAlert, async (c, { actor, json }) =>
  tagged(c, await createAlert(c.env, actor, json, originOf(c))),
);

implement(alertRoutes, contract.getAlert, async (c, { param }) =>
  tagged(c, await getAlert(c.env, param.id)),
);

implement(alertRoutes, contract.updateAlert, async (c, { actor, param, json }) =>
  tagged(c, await updateAlert(c.env, actor, param.id, json, expectedTime(c), originOf(c))),
);

implement(alertRoutes, contract.deleteAlert, (c, { actor, param }) =>
  deleteAlert(openDb(c.env.DB), actor, param.id, originOf(c)),
);

implement(alertRoutes, contract.silenceAlert, (c, { actor, param, json }) =>
  silenceAlert(c.env, actor, param.id, json.minutes, originOf(c)),
);

implement(alertRoutes, contract.testAlert, async (c, { actor, param }) => {
  const event = await testAlert(c.env, actor, param.id, originOf(c));
  deliverSoon(c);
  return event;
});

implement(alertRoutes, contract.readCondition, (c, { query }) => readCondition(c.env, query));

implement(alertRoutes, channel.listChannels, async (c) => {
  const items = await listChannels(c.env);
  return { items, total: items.length, sends_mail: isMailEnabled(c.env) };
});

implement(alertRoutes, channel.createChannel, (c, { actor, json }) =>
  createChannel(c.env, actor, json, originOf(c)),
);

implement(alertRoutes, channel.updateChannel, (c, { actor, param, query, json }) =>
  updateChannel(c.env, actor, param.id, json, query.leave_unheard === true, originOf(c)),
);

implement(alertRoutes, channel.deleteChannel, (c, { actor, param, query }) =>
  deleteChannel(c.env, actor, param.id, query.leave_unheard === true, originOf(c)),
);

implement(alertRoutes, channel.testChannel, async (c, { actor, param }) => {
  const outcome = await testChannel(c.env, actor, param.id, originOf(c));
  deliverSoon(c);
  return outcome;
});
