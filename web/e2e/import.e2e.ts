import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fromRoot } from "#scripts/setup/paths";
import { signIn, type Client } from "./support/client.ts";
import { packInstalled, zipInstalled } from "./support/package.ts";
import { startServer, type TestServer } from "./support/server.ts";

let server: TestServer;
let client: Client;

beforeAll(async () => {
  server = await startServer();
  client = await signIn(server.url, server.user);
});

afterAll(() => server?.stop());

test.each([
  ["tar.gz", packInstalled],
  ["zip", zipInstalled],
])("a published package as %s arrives whole, without its top folder", async (kind, pack) => {
  const project = await client.json<{ id: string }>("POST", "/projects", {
    name: `minimatch ${kind}`,
  });
  const path = `/projects/${project.id}`;
  const result = await client.json("POST", `${path}/import`, await pack("minimatch"));
  expect(result).toMatchObject({ skipped: [] });
  const manifest = await client.call("GET", `/files/package.json?project_id=${project.id}`);
  expect(await manifest.text()).toBe(
    await readFile(fromRoot("node_modules/minimatch/package.json"), "utf8"),
  );
});

/** What the central directory of a zip lists. */
function namesIn(zip: Buffer): string[] {
  const names: string[] = [];
  for (let at = zip.indexOf("PK\u0001\u0002"); at >= 0; at = zip.indexOf("PK\u0001\u0002", at + 4))
    names.push(zip.toString("utf8", at + 46, at + 46 + zip.readUInt16LE(at + 28)));
  return names;
}

test("the project comes back as a zip", async () => {
  const project = await client.json<{ id: string }>("POST", "/projects", {
    name: "minimatch again",
  });
  const path = `/projects/${project.id}`;
  const { imported } = await client.json<{ imported: number }>(
    "POST",
    `${path}/import`,
    await packInstalled("minimatch"),
  );
  const zip = Buffer.from(await (await client.call("GET", `${path}/archive`)).arrayBuffer());
  const names = namesIn(zip);
  expect(names.filter((name) => !name.endsWith("/"))).toHaveLength(imported);
  expect(names).toContain("dist/esm/");
});

test("an image over its limit is refused, and what is asked next is answered", async () => {
  const project = await client.json<{ id: string }>("POST", "/projects", { name: "refused image" });
  const png = Buffer.alloc(6 * 1024 * 1024, 7);
  png.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52]);
  for (let round = 0; round < 3; round++) {
    const refused = await client.call("POST", `/files/r.png?project_id=${project.id}`, png);
    expect(refused.status).toBe(413);
    expect(await refused.json()).toMatchObject({ error: { code: "FILE_001" } });
    const next = await client.call("POST", "/sessions", { project_id: project.id });
    expect(next.status).toBe(201);
  }
});
