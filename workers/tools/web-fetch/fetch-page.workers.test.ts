import { describe, expect, test } from "vitest";
import { checkAddress } from "./address.ts";
import { fetchPage, maxBytes, type Fetched } from "./fetch-page.ts";

const host = "docs.pages.example";
const rules = { domains: [host, "other.pages.example"], own: null };
const check = (text: string) => checkAddress(text, rules);
const never = new AbortController().signal;

async function get(path: string, signal = never, ms?: number): Promise<Fetched> {
  const { url } = check(`https://${host}${path}`);
  if (!url) throw new Error("not an address of the test");
  return fetchPage(url, check, signal, ms);
}
const asked = async () =>
  (await (await fetch("https://list.pages.example/__asked")).json()) as string[];
const to = (address: string) => `/to?${encodeURIComponent(address)}`;
const words = (fetched: Fetched) =>
  fetched.outcome === "page" ? new TextDecoder().decode(fetched.body) : "";

test("a page comes with its type and its encoding", async () => {
  const page = await get("/guide");
  expect(page).toMatchObject({ outcome: "page", status: 200, type: "text/html", charset: "utf-8" });
  expect(words(page)).toContain("<h1>Install</h1>");
});

test("nothing of ours goes with the question", async () => {
  const headers = JSON.parse(words(await get("/echo"))) as Record<string, string>;
  for (const name of ["cookie", "authorization", "x-api-key", "referer", "origin"])
    expect(headers[name]).toBeUndefined();
  expect(headers["user-agent"]).toContain("Engawa");
});

describe("redirects", () => {
  test("within the host are followed, by path, by whole address, from http", async () => {
    for (const address of ["/guide", `https://${host}/guide`, `http://${host}:80/guide`])
      expect(await get(to(address))).toMatchObject({
        outcome: "page",
        url: new URL(`https://${host}/guide`),
      });
  });

  test("to another host are told, not followed, listed or not", async () => {
    for (const other of ["other.pages.example", "elsewhere.pages.example"]) {
      const address = `https://${other}/moved-${crypto.randomUUID()}`;
      expect(await get(to(address))).toEqual({ outcome: "moved", status: 302, to: address });
      expect(await asked()).not.toContain(address);
    }
  });

  test.each([
    ["http://127.0.0.1/", "address"],
    ["http://169.254.169.254/latest/meta-data/", "address"],
    ["https://[::ffff:127.0.0.1]/", "address"],
    ["//localhost/", "inner"],
    ["https://metadata.google.internal/", "inner"],
    [`https://${host}:8443/`, "port"],
    [`https://user:pass@${host}/`, "credentials"],
    ["file:///etc/passwd", "scheme"],
    ["javascript:alert(1)", "scheme"],
  ])("to %s are refused: %s", async (address, fault) =>
    expect(await get(to(address))).toMatchObject({ outcome: "failed", fault }),
  );

  test("that go round end", async () => {
    expect(await get("/round")).toMatchObject({ outcome: "failed", fault: null });
    const rounds = (await asked()).filter((one) => one.endsWith("/round"));
    expect(rounds).toHaveLength(6);
  });
});

test("what is no text is not read", async () =>
  expect(await get("/picture")).toMatchObject({
    outcome: "failed",
    status: 200,
    text: expect.stringContaining("image/png") as string,
  }));

test("an error's page is a page, with its status", async () =>
  expect(await get("/status/404")).toMatchObject({ outcome: "page", status: 404 }));

test("a page without end is cut where it is too long", async () => {
  const page = await get("/pour");
  expect(page).toMatchObject({ outcome: "page", cut: true });
  expect(page.outcome === "page" && page.body.byteLength).toBe(maxBytes);
});

test.each(["/silent", "/drip"])("%s: an answer that does not end is given up", async (path) => {
  const began = Date.now();
  expect(await get(path, never, 300)).toMatchObject({
    outcome: "failed",
    text: expect.stringContaining("did not finish") as string,
  });
  expect(Date.now() - began).toBeLessThan(3000);
});

test("a person who stops it is not made to wait", async () => {
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 50);
  await expect(get("/drip", stop.signal)).rejects.toThrow();
});
