import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SeedAccounts } from "./accounts.ts";
import { prepareState } from "./state.ts";

let folder: string;
let first: SeedAccounts | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "engawa-state-"));
  first = await prepareState({ folder });
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function everythingStored(): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const bodies = await Promise.all(
    files.map((entry) => readFile(join(entry.parentPath, entry.name), "latin1")),
  );
  return bodies.join("\n");
}

test("the first start answers one administrator and one user, with strong passwords of their own", () => {
  expect(first?.admin.password).toMatch(/^(\w{5}-){3}\w{5}$/);
  expect(first?.user.password).not.toBe(first?.admin.password);
});

test("the passwords are stored nowhere in clear", async () => {
  const stored = await everythingStored();
  expect(stored).toContain(first!.admin.email);
  expect(stored).toContain("scrypt$");
  expect(stored).not.toContain(first!.admin.password);
  expect(stored).not.toContain(first!.user.password);
});

test("a second start keeps the accounts and says nothing of passwords", async () => {
  expect(await prepareState({ folder })).toBeUndefined();
});

test("a reset answers new passwords for the same accounts", { timeout: 60_000 }, async () => {
  const again = await prepareState({ folder, reset: true });
  expect(again?.admin.email).toBe(first?.admin.email);
  expect(again?.admin.password).not.toBe(first?.admin.password);
});
