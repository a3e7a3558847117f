import { cp, mkdir, mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { run } from "../setup/children.ts";
import { fromRoot, root } from "../setup/paths.ts";

/** The migrations are consistent, and generating them from the tables again yields nothing new. */
export async function checkMigrations(): Promise<{ ok: boolean; output: string }> {
  const consistent = await run("drizzle-kit", ["check"]);
  if (consistent.code !== 0) return { ok: false, output: consistent.output };
  await mkdir(fromRoot(".wrangler"), { recursive: true });
  const folder = await mkdtemp(fromRoot(".wrangler", "migrations-"));
  try {
    await cp(fromRoot("migrations"), folder, { recursive: true });
    const before = await readdir(folder);
    const { code, output } = await run("drizzle-kit", [
      "generate",
      "--dialect=sqlite",
      "--schema=./workers/**/*.sql.ts",
      `--out=${relative(root, folder)}`,
    ]);
    const added = (await readdir(folder)).filter((name) => !before.includes(name));
    if (code === 0 && added.length === 0) return { ok: true, output };
    const sql = await Promise.all(added.map((name) => readFile(join(folder, name), "utf8")));
    const advice = "The tables and migrations/ differ. Run: npm run migrations";
    return { ok: false, output: code === 0 ? [advice, ...sql].join("\n") : output };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
