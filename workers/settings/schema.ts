import type { Setting } from "./define-setting.ts";
import { generalSettings } from "./general.ts";
import { maintenanceSettings } from "./maintenance.ts";
import { roleLimitSettings } from "./role-limits.ts";
import { securitySettings } from "./security.ts";
import { webSettings } from "./web.ts";

export type { Setting } from "./define-setting.ts";

/** Every setting there is, by key. */
export const settingSchema = {
  ...generalSettings,
  ...roleLimitSettings,
  ...securitySettings,
  ...webSettings,
  ...maintenanceSettings,
};

export type SettingKey = keyof typeof settingSchema;

export type Settings = {
  readonly [Key in SettingKey]: (typeof settingSchema)[Key] extends Setting<infer T> ? T : never;
};

export const settingKeys = Object.keys(settingSchema) as SettingKey[];

export const isSettingKey = (key: string): key is SettingKey => Object.hasOwn(settingSchema, key);

/** Its definition, whatever it holds. */
export const settingOf = (key: SettingKey): Setting<unknown> => settingSchema[key];
