import { afterEach, expect, test, vi } from "vitest";
import { askFirst } from "./ask-first.ts";

afterEach(() => vi.unstubAllGlobals());

/** Addresses asked for, once it is known who is there. */
const asks = async (path: string, me: object | null, auth_enabled = true) => {
  const fetched = vi.fn(async () => Response.json({}));
  vi.stubGlobal("fetch", fetched);
  const [pathname = "", search = ""] = path.split(/(?=\?)/);
  await askFirst(
    { pathname, search } as Location,
    Promise.resolve(Response.json({ me, auth_enabled })),
  );
  return fetched.mock.calls.map((one: unknown[]) => String(one[0]).split("?")[0]);
};

test("a list of the console is asked early for an administrator alone, and as it is without a search", async () => {
  const admin = { role: "admin", restricted: null };
  expect(await asks("/admin/users", admin)).toEqual(["/api/v1/admin/users"]);
  expect(await asks("/admin", admin)).toEqual(["/api/v1/admin/overview"]);
  expect(await asks("/admin/users?search=a", admin)).toEqual([]);
  expect(await asks("/admin/users", { ...admin, restricted: "second_factor" })).toEqual([]);
  expect(await asks("/admin/users", { role: "user", restricted: null })).toEqual([]);
  expect(await asks("/admin/users", null)).toEqual([]);
  expect(await asks("/p/one", admin)).toEqual([]);
});

test("where nobody signs in, nothing is asked for pages that are not there", async () => {
  const admin = { role: "admin", restricted: null };
  expect(await asks("/admin/users", admin, false)).toEqual([]);
  expect(await asks("/admin/projects", admin, false)).toEqual(["/api/v1/admin/projects"]);
});
