import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fromRoot } from "../setup/paths.ts";
import { roleLimitSettings } from "../../workers/settings/role-limits.ts";
import { settingKeys } from "../../workers/settings/schema.ts";

/** Where settings are only described. */
const described = /^settings\/(general|security|maintenance|role-limits)\.ts$/;

test("every setting is asked for somewhere, so that none does nothing", () => {
  const files = readdirSync(fromRoot("workers"), { recursive: true, encoding: "utf8" }).filter(
    (path) => path.endsWith(".ts") && !path.endsWith(".test.ts") && !described.test(path),
  );
  const source = files.map((path) => readFileSync(fromRoot("workers", path), "utf8")).join("\n");
  const asked = (key: string) =>
    // These are asked for by role.
    Object.hasOwn(roleLimitSettings, key) || key.endsWith("_models")
      ? /roleLimitsOf\(settings/.test(source) && source.includes("`${role}_models`")
      : new RegExp(`\\b${key}\\b`).test(source);
  expect(settingKeys.filter((key) => !asked(key))).toEqual([]);
});
