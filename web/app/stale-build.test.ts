import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { isLostPiece, toApiError } from "../client/error.ts";
import { beforeReload, watchForNewBuild } from "./stale-build.ts";

const page = (start: string | null) => ({
  entry: () => "/assets/index-old.js",
  fetchStart: () =>
    start === null ? Promise.reject(new Error("offline")) : Promise.resolve(start),
  reload: vi.fn(),
});

const missPiece = (): Error => {
  const payload = new TypeError("Failed to fetch dynamically imported module");
  dispatchEvent(Object.assign(new Event("vite:preloadError"), { payload }));
  return payload;
};

const settle = () => new Promise((resolve) => setTimeout(resolve, 20));

let stop = () => {};
beforeEach(() => sessionStorage.clear());
afterEach(() => stop());

test("a piece gone after a deploy loads the page anew, once for each deploy", async () => {
  const deployed = page(`<script src="/assets/index-new.js">`);
  stop = watchForNewBuild(deployed);
  missPiece();
  await settle();
  expect(deployed.reload).toHaveBeenCalledTimes(1);
  missPiece();
  await settle();
  expect(deployed.reload).toHaveBeenCalledTimes(1);
  stop();
  const again = page(`<script src="/assets/index-newer.js">`);
  stop = watchForNewBuild(again);
  missPiece();
  await settle();
  expect(again.reload).toHaveBeenCalledTimes(1);
});

test.each([
  ["the same version is still served", `<script src="/assets/index-old.js">`],
  ["the network is gone", null],
])("nothing is loaded anew while %s", async (_why, start) => {
  const same = page(start);
  stop = watchForNewBuild(same);
  const error = missPiece();
  await settle();
  expect(same.reload).not.toHaveBeenCalled();
  expect(isLostPiece(error)).toBe(true);
  expect(toApiError(error).code).toBe("NETWORK_001");
  expect(isLostPiece(new Error("another"))).toBe(false);
});

test("what is being typed is kept first", async () => {
  const deployed = page("new");
  const order: string[] = [];
  deployed.reload.mockImplementation(() => order.push("reload"));
  const forget = beforeReload(async () => {
    await settle();
    order.push("kept");
  });
  stop = watchForNewBuild(deployed);
  missPiece();
  await vi.waitFor(() => expect(order).toEqual(["kept", "reload"]));
  forget();
});

test("a draft that cannot be kept does not hold the page back", async () => {
  const deployed = page("newest");
  const forget = beforeReload(() => Promise.reject(new Error("no")));
  stop = watchForNewBuild(deployed);
  missPiece();
  await vi.waitFor(() => expect(deployed.reload).toHaveBeenCalledTimes(1));
  forget();
});
