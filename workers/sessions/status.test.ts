import { expect, test } from "vitest";
import { statusOf } from "./status.ts";

const now = Date.UTC(2026, 10, 20);
const after = (ms: number, deletedAt: Date | null = null) =>
  statusOf({ deletedAt, lastActivityAt: new Date(now - ms) }, now);

test("a session is active, idle after an hour, expired after thirty days, terminated when deleted", () => {
  expect(after(0)).toBe("active");
  expect(after(3_599_999)).toBe("active");
  expect(after(3_600_000)).toBe("idle");
  expect(after(30 * 86_400_000 - 1)).toBe("idle");
  expect(after(30 * 86_400_000)).toBe("expired");
  expect(after(0, new Date(now))).toBe("terminated");
});
