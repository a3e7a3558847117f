import { expect, test } from "vitest";
import { settingsPage } from "./settings-table.ts";

test("docs/settings.md is what the schema says", async () => {
  await expect(settingsPage()).toMatchFileSnapshot("../../docs/settings.md");
});
