import { SettingCategory } from "#contract/admin-setting";
import type { Step } from "../../ui/leave-guard.ts";
import { choiceParam, withFallback } from "../parts/url-query.ts";

/** Which settings an address shows. */
export const settingsTab = withFallback(choiceParam(SettingCategory.options), "GENERAL");

/** The history of one setting opens beside them all. */
export const staysAt =
  (category: SettingCategory) =>
  ({ to }: Step): boolean =>
    /^\/admin\/settings(\/|$)/.test(to.pathname) &&
    settingsTab.read(to.searchParams.get("tab") ?? undefined) === category;
