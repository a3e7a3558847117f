import { createExecutionContext } from "cloudflare:test";
import { expect, test } from "vitest";
import { app } from "../../app.ts";
import type { Env } from "../env.ts";

/** Assets that answer with what they were asked for, and no other binding: touching one would be a 500. */
const asked = (path: string, headers: Record<string, string> = {}) =>
  app.fetch(
    new Request(`http://engawa.test${path}`, { headers }),
    {
      ASSETS: {
        fetch: async (request: Request) =>
          new Response(`${new URL(request.url).pathname} ${request.headers.get("range")}`),
      },
    } as unknown as Env,
    createExecutionContext(),
  );

test("pages and files ask neither who is there nor record who was, cookie or not", async () => {
  for (const path of ["/", "/p/one", "/assets/a.js"]) {
    const response = await asked(path, { cookie: "engawa_login=x.y; __Host-engawa_login=x.y" });
    expect(response.status).toBe(200);
    expect(response.headers.get("x-request-id")).toBeTruthy();
  }
});

test("a file is asked for as it came, an address of the SPA as its page", async () => {
  const headers = { range: "bytes=0-4" };
  expect(await (await asked("/assets/a.js", headers)).text()).toBe("/assets/a.js bytes=0-4");
  expect(await (await asked("/p/one", headers)).text()).toBe("/ bytes=0-4");
});
