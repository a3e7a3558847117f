import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { getAuthStatus, login } from "#contract/auth";
import { listFiles, readFile } from "#contract/file";
import { deleteProject, listProjects, updateProject } from "#contract/project";
import { setLanguage } from "../i18n/language.ts";
import { call } from "./call.ts";
import { ApiError } from "./error.ts";
import { whenSignedOut } from "./login.ts";
import { handleObstacles } from "./obstacles.ts";
import { apiUrl } from "./url.ts";

type Server = (url: string, init: RequestInit) => Response | Promise<Response>;

const seen: { url: string; init: RequestInit }[] = [];

/** A server at the HTTP border; every request is written down. */
const serve = (server: Server) =>
  vi.stubGlobal("fetch", async (url: string, init: RequestInit = {}) => {
    seen.push({ url, init });
    return server(url, init);
  });

const refusal = (status: number, code: string) =>
  Response.json(
    {
      error: { code, reason: "r", message: "m", cause: "c", remedy: "do this", request_id: "id-1" },
    },
    { status },
  );

const project = { id: "2d0b1a8e-5a3c-4d58-8b0e-1f0e6c2b7a10" };

beforeEach(() => {
  seen.length = 0;
  setLanguage("ja");
});
afterEach(() => {
  vi.unstubAllGlobals();
  whenSignedOut(() => Promise.resolve(false));
  handleObstacles(null);
});

describe("addresses", () => {
  test("a path keeps its slashes, everything else is escaped", () => {
    expect(apiUrl(readFile.path, { path: "src/a b#?.ts" }, { project_id: "p" })).toBe(
      "/api/v1/files/src/a%20b%23%3F.ts?project_id=p",
    );
    expect(apiUrl("/projects/:id", { id: "a/b" })).toBe("/api/v1/projects/a%2Fb");
  });

  test("absent query values are left out", () => {
    expect(apiUrl("/files", {}, { session_id: undefined, project_id: "p" })).toBe(
      "/api/v1/files?project_id=p",
    );
  });
});

describe("a call", () => {
  test("sends method, cookies, language and JSON, and gives the body", async () => {
    serve(() => Response.json({ ...project, name: "new" }));
    const answer = await call(updateProject, { param: project, json: { name: "new" } });
    expect(answer.name).toBe("new");
    expect(seen[0]).toMatchObject({
      url: `/api/v1/projects/${project.id}`,
      init: {
        method: "PATCH",
        credentials: "same-origin",
        body: '{"name":"new"}',
        headers: { "content-type": "application/json", "accept-language": "ja" },
      },
    });
  });

  test("204 is nothing", async () => {
    serve(() => new Response(null, { status: 204 }));
    expect(await call(deleteProject, { param: project })).toBeUndefined();
  });

  test("a refusal becomes an ApiError with what to do and the request id", async () => {
    serve(() => refusal(404, "PROJECT_001"));
    await expect(call(listFiles, { query: { project_id: project.id } })).rejects.toMatchObject({
      code: "PROJECT_001",
      status: 404,
      message: "m",
      remedy: "do this",
      request_id: "id-1",
    });
  });

  test("a 429 shows the code of the registry, not the wording of the wire", async () => {
    serve(() =>
      Response.json({ error: { code: "RATE_LIMIT_EXCEEDED", id: "RATE_001" } }, { status: 429 }),
    );
    await expect(call(listProjects)).rejects.toMatchObject({ code: "RATE_001" });
  });

  test("an answer that is not ours still becomes words", async () => {
    serve(() => new Response("<html>bad gateway", { status: 502 }));
    const error = await call(listProjects).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(ApiError);
    expect((error as ApiError).message).toBe("サーバーエラーが発生しました");
  });

  test("no network is NETWORK_001, an abort stays an abort", async () => {
    serve(() => Promise.reject(new TypeError("failed")));
    await expect(call(listProjects)).rejects.toMatchObject({ code: "NETWORK_001", status: 0 });
    const stop = new AbortController();
    stop.abort();
    serve((_url, init) => Promise.reject(init.signal?.reason));
    await expect(call(listProjects, { signal: stop.signal })).rejects.toMatchObject({
      name: "AbortError",
    });
  });
});

describe("an expired sign-in (U-041)", () => {
  const expiring = (refreshed: boolean): Server => {
    let fresh = false;
    return (url) => {
      if (url.endsWith("/auth/refresh")) {
        fresh = refreshed;
        return refreshed ? Response.json({}) : refusal(401, "AUTH_002");
      }
      return fresh ? Response.json({ items: [] }) : refusal(401, "AUTH_002");
    };
  };

  test("is renewed once in the background and the call goes on", async () => {
    serve(expiring(true));
    expect(await call(listProjects)).toEqual({ items: [] });
    expect(seen.map(({ url }) => url)).toEqual([
      "/api/v1/projects",
      "/api/v1/auth/refresh",
      "/api/v1/projects",
    ]);
  });

  test("is renewed once for all calls that wait", async () => {
    serve(expiring(true));
    await Promise.all([call(listProjects), call(listProjects), call(listProjects)]);
    expect(seen.filter(({ url }) => url.endsWith("/auth/refresh"))).toHaveLength(1);
  });

  test("that cannot be renewed asks for a sign-in, and the call fails", async () => {
    serve(expiring(false));
    const signedOut = vi.fn(() => Promise.resolve(false));
    whenSignedOut(signedOut);
    await expect(call(listProjects)).rejects.toMatchObject({ code: "AUTH_002" });
    expect(signedOut).toHaveBeenCalledOnce();
  });

  test("that is made anew in place lets the waiting calls go on", async () => {
    let back = false;
    serve((url) =>
      back && !url.endsWith("/auth/refresh")
        ? Response.json({ items: [] })
        : refusal(401, "AUTH_002"),
    );
    whenSignedOut(async () => (back = true));
    expect(await Promise.all([call(listProjects), call(listProjects)])).toEqual([
      { items: [] },
      { items: [] },
    ]);
  });

  test("a server that refuses the renewed one too is not asked for ever", async () => {
    serve((url) => (url.endsWith("/auth/refresh") ? Response.json({}) : refusal(401, "AUTH_002")));
    await expect(call(listProjects)).rejects.toMatchObject({ code: "AUTH_002" });
    expect(seen).toHaveLength(3);
  });

  test("wrong passwords and public calls never renew", async () => {
    serve((url) => refusal(401, url.endsWith("/login") ? "AUTH_001" : "AUTH_002"));
    await expect(
      call(login, { json: { email: "a@example.com", password: "x" } }),
    ).rejects.toMatchObject({ code: "AUTH_001" });
    await expect(call(getAuthStatus)).rejects.toMatchObject({ code: "AUTH_002" });
    expect(seen).toHaveLength(2);
  });
});

describe("a call that is refused for who calls", () => {
  const handlers = (proved: boolean) => ({
    prove: vi.fn(() => Promise.resolve(proved)),
    offerFactor: vi.fn(),
    restrict: vi.fn(),
    shutOut: vi.fn(),
    close: vi.fn(),
    lookAgain: vi.fn(),
  });
  const refuse = (code: string, details: Record<string, unknown> = {}) =>
    serve(() => Response.json({ error: { code, details } }, { status: 403 }));

  test("AUTH_010: one proof for all that wait, then each goes on", async () => {
    const mine = handlers(true);
    handleObstacles(mine);
    let calls = 0;
    serve(() => (++calls <= 2 ? refusal(403, "AUTH_010") : Response.json({ ...project })));
    const rename = () => call(updateProject, { param: project, json: { name: "new" } });
    await Promise.all([rename(), rename()]);
    expect(mine.prove).toHaveBeenCalledOnce();
    expect(seen).toHaveLength(4);
    expect(seen[3]?.init.body).toBe('{"name":"new"}');
  });

  test("AUTH_010 without a proof, or again after one, is refused for good", async () => {
    for (const [proved, times] of [
      [false, 1],
      [true, 2],
    ] as const) {
      seen.length = 0;
      handleObstacles(handlers(proved));
      refuse("AUTH_010");
      await expect(call(listProjects)).rejects.toMatchObject({ code: "AUTH_010" });
      expect(seen).toHaveLength(times);
    }
  });

  test("AUTH_009 offers a second factor where the operation is critical, else nothing else works", async () => {
    const mine = handlers(true);
    handleObstacles(mine);
    refuse("AUTH_009", { critical: true });
    await expect(call(listProjects)).rejects.toMatchObject({ code: "AUTH_009" });
    expect(mine.offerFactor).toHaveBeenCalledOnce();
    expect(mine.restrict).not.toHaveBeenCalled();
    for (const code of ["AUTH_009", "AUTH_016"]) {
      refuse(code);
      await expect(call(listProjects)).rejects.toMatchObject({ code });
    }
    expect(mine.restrict).toHaveBeenCalledTimes(2);
    expect(seen).toHaveLength(3);
  });

  test("AUTH_024: the page looks again whose it is, and the call is not repeated", async () => {
    const mine = handlers(true);
    handleObstacles(mine);
    refuse("AUTH_024");
    await expect(call(listProjects)).rejects.toMatchObject({ code: "AUTH_024" });
    expect(mine.lookAgain).toHaveBeenCalledOnce();
    expect(seen).toHaveLength(1);
  });

  const until = "2026-11-22T00:00:00.000Z";
  test.each([
    ["AUTH_011", "suspended", { until }, until],
    ["AUTH_003", "locked", { locked_by: "administrator" }, null],
    ["AUTH_026", "disabled", {}, null],
  ])("%s says that the account is %s, until when, and why", async (code, kind, details, end) => {
    const mine = handlers(true);
    handleObstacles(mine);
    refuse(code, { ...details, reason: "spam" });
    await expect(call(listProjects)).rejects.toMatchObject({ code });
    expect(mine.shutOut).toHaveBeenCalledWith(kind, end, "spam");
  });

  test("a lock of too many guesses shuts nobody out of the page (T-17)", async () => {
    const mine = handlers(true);
    handleObstacles(mine);
    refuse("AUTH_003", { attempts: 5, minutes: 15 });
    await expect(call(listProjects)).rejects.toMatchObject({ code: "AUTH_003" });
    expect(mine.shutOut).not.toHaveBeenCalled();
  });
});
