import { afterEach, expect, test, vi } from "vitest";
import { getAuthStatus } from "#contract/auth";
import { call } from "./call.ts";
import { askEarly } from "./early.ts";
import { ApiError } from "./error.ts";

afterEach(() => vi.unstubAllGlobals());

const address = "/api/v1/auth/status";
const answering = (...answers: (Response | Error)[]) => {
  const fetched = vi.fn(async () => {
    const next = answers.shift();
    if (!(next instanceof Response)) throw next ?? new Error("not expected");
    return next;
  });
  vi.stubGlobal("fetch", fetched);
  return fetched;
};

test("what was asked early is not asked again, and holds for one call only", async () => {
  const fetched = answering(Response.json({ first: true }), Response.json({ first: false }));
  void askEarly(address);
  expect(await call(getAuthStatus)).toEqual({ first: true });
  expect(fetched).toHaveBeenCalledTimes(1);
  expect(await call(getAuthStatus)).toEqual({ first: false });
});

test("without a line the call that takes it fails as any other", async () => {
  answering(new TypeError("Failed to fetch"));
  void askEarly(address);
  await expect(call(getAuthStatus)).rejects.toThrow(ApiError);
});

test("an early refusal is an error of the call that takes it", async () => {
  const body = { error: { code: "RATE_001", message: "later", request_id: "r" } };
  answering(Response.json(body, { status: 429 }));
  void askEarly(address);
  await expect(call(getAuthStatus)).rejects.toThrow(ApiError);
});

test("what nobody took for long is asked anew", async () => {
  answering(Response.json({ at: "first" }), Response.json({ at: "last" }));
  void askEarly(address);
  const later = performance.now() + 31_000;
  vi.spyOn(performance, "now").mockReturnValue(later);
  expect(await call(getAuthStatus)).toEqual({ at: "last" });
  vi.restoreAllMocks();
});
