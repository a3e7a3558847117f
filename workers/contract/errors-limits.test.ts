import { expect, test } from "vitest";
import { errorText } from "./errors.ts";

test.each(["RATE_002", "BUDGET_001"] as const)(
  "%s of a key's own limit names a way out that there is: no administrator grants it (D-15)",
  (code) => {
    const [en, ja] = [
      errorText(code, "en", { source: "key" }),
      errorText(code, "ja", { source: "key" }),
    ];
    expect(en.message).toMatch(/this API key/i);
    expect(ja.message).toContain("この API キー");
    expect(`${en.remedy}${ja.remedy}`).not.toMatch(/administrator|管理者/);
    expect(errorText(code, "en", { source: "role" }).remedy).toContain("administrator");
  },
);
