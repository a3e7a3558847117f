import { afterEach, expect, test } from "vitest";
import { setLanguage } from "../i18n/language.ts";
import { open } from "../testing/site.ts";
import { maintenanceText } from "./MaintenanceBanner.tsx";

afterEach(() => setLanguage("ja"));

test.each([
  ["an administrator whom it lets in", true, true, "Only administrators can use it."],
  ["an administrator whom it does not let in", true, false, "can use nothing but these settings."],
  ["everybody else", false, true, "The site is under maintenance."],
  ["everybody else, administrators shut out", false, false, "The site is under maintenance."],
] as const)("a closed site tells %s what they can use (T-26)", (_who, admin, lets, said) => {
  setLanguage("en");
  const closed = { ...open, active: true, allow_admin_access: lets };
  expect(maintenanceText(closed, Date.now(), admin)).toMatch(
    new RegExp(`${said.replaceAll(".", "\\.")}$`),
  );
});
