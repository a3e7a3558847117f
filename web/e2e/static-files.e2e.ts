import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startServer, type TestServer } from "./support/server.ts";

/** What each answer has once. */
const expected = [
  "x-request-id",
  "cache-control",
  "content-security-policy",
  "x-content-type-options",
  "x-frame-options",
  "referrer-policy",
  "cross-origin-opener-policy",
  "cross-origin-resource-policy",
  "permissions-policy",
  "strict-transport-security",
];

interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string[]>;
  readonly body: string;
}

describe.each([
  ["the Worker", { by: "wrangler" }],
  ["the Pages front", { by: "pages" }],
] as const)("%s", (_name, options) => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startServer(options);
  });

  afterAll(() => server?.stop());

  /** As the wire has it: `fetch` would join a header that came twice. */
  const ask = (path: string, headers: Record<string, string> = {}, method = "GET") =>
    new Promise<Answer>((resolve, reject) => {
      const asked = request(`${server.url}${path}`, { method, headers, agent: false });
      asked.once("error", reject);
      asked.once("response", (answer) => {
        let body = "";
        answer.on("data", (chunk: Buffer) => (body += chunk.toString()));
        answer.once("end", () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headersDistinct, body }),
        );
      });
      asked.end();
    });

  const script = async () => /src="(\/assets\/[^"]+\.js)"/.exec((await ask("/")).body)?.[1] ?? "";

  test("every answer has an id of its own and each security header, exactly once", async () => {
    const asset = await script();
    const { etag } = (await ask(asset)).headers;
    const answers = await Promise.all([
      ask("/"),
      ask("/p/one/s/two"),
      ask(asset),
      ask(asset),
      ask(asset, {}, "HEAD"),
      ask(asset, { "if-none-match": etag?.[0] ?? "" }),
      ask("/favicon.svg"),
      ask("/assets/x.js"),
      ask("/", {}, "POST"),
      ask("/api/health"),
      ask("/api/nothing"),
    ]);
    const [, , , , head, unchanged] = answers;
    expect(head).toMatchObject({ status: 200, body: "" });
    expect(unchanged).toMatchObject({ status: 304, body: "" });
    for (const { headers } of answers)
      for (const name of expected) expect(headers[name], name).toHaveLength(1);
    const ids = answers.map(({ headers }) => headers["x-request-id"]?.[0]);
    expect(new Set(ids).size).toBe(answers.length);
    const policies = answers.map(({ headers }) => headers["content-security-policy"]?.[0]);
    expect(new Set(policies).size).toBe(1);
  });

  test("a page is asked for anew each time, a built file never again", async () => {
    const asset = await script();
    const page = await ask("/p/one");
    expect(page.headers["cache-control"]).toEqual(["public, max-age=0, must-revalidate"]);
    const same = await ask("/p/one", { "if-none-match": page.headers.etag?.[0] ?? "" });
    expect(same).toMatchObject({ status: 304, body: "" });
    const file = await ask(asset);
    expect(file.headers["cache-control"]).toEqual(["public, max-age=31536000, immutable"]);
    const known = await ask(asset, { "if-none-match": file.headers.etag?.[0] ?? "" });
    expect(known.headers["cache-control"]).toEqual(["public, max-age=31536000, immutable"]);
  });

  test("every address of the SPA is its page, whatever stands in it", async () => {
    for (const path of ["/", "/projects/one", "/p/one/s/two?q=a.b", "/nothing"]) {
      const answer = await ask(path);
      expect(answer.status).toBe(200);
      expect(answer.headers["content-type"]?.[0]).toMatch(/^text\/html/);
      expect(answer.body).toContain('<div id="app"');
    }
  });

  test.each(["/assets/x.js", "/assets/x", "/robots.txt", "/p/x.map", "/%61ssets/x", "/api"])(
    "%s is not there: 404 with the id in its body, kept by nobody, and not the SPA's page",
    async (path) => {
      const answer = await ask(path, { "accept-language": "en" });
      expect(answer.status).toBe(404);
      expect(JSON.parse(answer.body)).toMatchObject({
        error: { code: "REQUEST_002", request_id: answer.headers["x-request-id"]?.[0] },
      });
      expect(answer.headers["cache-control"]).toEqual(["no-store"]);
    },
  );

  test("pages and files are only read", async () => {
    for (const path of ["/", "/favicon.svg"]) {
      const answer = await ask(path, {}, "POST");
      expect(answer.status).toBe(405);
      expect(answer.headers.allow).toEqual(["GET, HEAD"]);
    }
  });
});
