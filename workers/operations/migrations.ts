import journal from "../../migrations/meta/_journal.json";

/** The migrations this build was made with, oldest first. */
const known: readonly string[] = journal.entries.map((entry) => entry.tag);

/** How the database stands to this build. D1 keeps what was applied in a table of its own. */
export async function readMigrations(
  db: D1Database,
): Promise<{ applied: number; pending: number; newest: string }> {
  const { results } = await db.prepare("select name from d1_migrations").all<{ name: string }>();
  const applied = new Set(results.map((row) => row.name.replace(/\.sql$/, "")));
  return {
    applied: applied.size,
    pending: known.filter((tag) => !applied.has(tag)).length,
    newest: known.at(-1) ?? "",
  };
}
