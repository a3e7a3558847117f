import { Hono } from "hono";
import * as contract from "#contract/admin-setting";
import { disableMaintenance, enableMaintenance } from "#contract/admin-maintenance";
import { getMaintenance } from "#contract/maintenance";
import { askAnew } from "../../auth/ask-for-factor.ts";
import { requireAsRead } from "../../platform/as-read.ts";
import { AppError } from "../../platform/errors.ts";
import { originOf, type Actor, type AppContext, type AppEnv } from "../../platform/http/http.ts";
import { implement } from "../../platform/http/implement.ts";
import { changeSettings, type Change } from "../../settings/change-settings.ts";
import { refuseOpenDomains } from "../../settings/open-domains.ts";
import { describeSetting, describeSettings, requireKey } from "./describe.ts";
import { listChanges, valueBefore } from "./history.ts";
import { concernsConnected, tellSite } from "./tell-site.ts";
import { closeSite, openSite, viewMaintenance } from "./maintenance.ts";

export const settingRoutes = new Hono<AppEnv>();

const byOf = (c: AppContext, actor: Actor) => ({ actor, origin: originOf(c) });

/** The version a change was made against, from the body or from `If-Match`. */
const versionOf = (c: AppContext, given: string | undefined): string | undefined =>
  given ?? c.req.header("if-match")?.replace(/^(?:W\/)?"(.*)"$/, "$1");

implement(settingRoutes, contract.listSettings, async (c) => {
  const items = await describeSettings(c.env, c.var.language);
  const of = (category: contract.SettingCategory) =>
    items.filter((one) => one.category === category);
  return {
    categories: {
      GENERAL: of("GENERAL"),
      SECURITY: of("SECURITY"),
      MAINTENANCE: of("MAINTENANCE"),
    },
  };
});

implement(settingRoutes, contract.listCategory, async (c, { param }) => {
  const category = contract.SettingCategory.options.find((one) => one === param.category);
  if (!category) throw new AppError("SETTING_001");
  const items = await describeSettings(c.env, c.var.language);
  return { category, items: items.filter((one) => one.category === category) };
});

async function change(c: AppContext, actor: Actor, wish: Change): Promise<contract.SettingItem> {
  if (wish.key === "web_fetch_domains") await refuseOpenDomains(wish.value);
  await changeSettings(c.env, [wish], {
    ...byOf(c, actor),
    with: (db, changed) => (changed.includes("require_2fa") ? [askAnew(db)] : []),
  });
  if (concernsConnected(wish.key)) c.executionCtx.waitUntil(tellSite(c.env));
  const item = await describeSetting(c.env, c.var.language, wish.key);
  c.header("ETag", `"${item.version}"`);
  return item;
}

implement(settingRoutes, contract.updateSetting, async (c, { actor, param, json }) => {
  const { value } = json;
  const key = requireKey(param);
  if (value === undefined) throw new AppError("SETTING_002", { key });
  await requireAsRead(contract.SettingAsRead, json, () =>
    describeSetting(c.env, c.var.language, key),
  );
  return change(c, actor, { key, value, version: versionOf(c, json.version) });
});

implement(settingRoutes, contract.resetSetting, (c, { actor, param }) =>
  change(c, actor, { key: requireKey(param), version: versionOf(c, undefined) }),
);

implement(settingRoutes, contract.settingHistory, (c, { param, query }) =>
  listChanges(c.env, requireKey(param), query.before),
);

implement(settingRoutes, contract.revertSetting, async (c, { actor, param, json }) => {
  const key = requireKey(param);
  const value = await valueBefore(c.env, key, json.change_id);
  return change(c, actor, { key, value, version: versionOf(c, json.version) });
});

implement(settingRoutes, getMaintenance, (c) => viewMaintenance(c.env, c.var.language));

implement(settingRoutes, enableMaintenance, async (c, { actor, json }) => {
  await closeSite(c.env, { ...json, version: versionOf(c, json.version) }, byOf(c, actor));
  c.executionCtx.waitUntil(tellSite(c.env));
  return viewMaintenance(c.env, c.var.language);
});

implement(settingRoutes, disableMaintenance, async (c, { actor, query }) => {
  const wish = { callOff: query.call_off === true, version: versionOf(c, query.version) };
  await openSite(c.env, wish, byOf(c, actor));
  c.executionCtx.waitUntil(tellSite(c.env));
  return viewMaintenance(c.env, c.var.language);
});
