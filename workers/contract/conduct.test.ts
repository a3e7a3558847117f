import { expect, test } from "vitest";
import { conductDetail } from "./conduct.ts";

test("what the watch counted is said in the reader's language; what a person wrote stays", () => {
  const counted = "30 in 10 min: GET /api/v1/projects/x, GET /y: z";
  expect(conductDetail(counted, "ja")).toBe("10分間に30回: GET /api/v1/projects/x, GET /y: z");
  expect(conductDetail("30 in 10 min", "ja")).toBe("10分間に30回");
  expect(conductDetail("1 in 10 min", "en")).toBe("1 time in 10 minutes");
  expect(conductDetail("15 in 10 min: /etc", "en")).toBe("15 times in 10 minutes: /etc");
  expect(conductDetail("stolen key: 3 in 10 min", "ja")).toBe("stolen key: 3 in 10 min");
});
