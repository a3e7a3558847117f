import { and, eq } from "drizzle-orm";
import { auditStatement } from "../platform/records/audit.ts";
import { runBatch, type Db } from "../platform/db.ts";
import { projectRule } from "./project-rule.sql.ts";

/** The rules a person allowed for good in a project. */
export async function listProjectRules(
  db: Db,
  projectId: string,
  userId: string,
): Promise<string[]> {
  const rows = await db
    .select({ rule: projectRule.rule })
    .from(projectRule)
    .where(and(eq(projectRule.projectId, projectId), eq(projectRule.userId, userId)));
  return rows.map((row) => row.rule);
}

export async function addProjectRule(
  db: Db,
  projectId: string,
  userId: string,
  rule: string,
): Promise<void> {
  await runBatch(
    db,
    db
      .insert(projectRule)
      .values({ projectId, userId, rule, createdAt: new Date() })
      .onConflictDoNothing(),
    auditStatement(
      db,
      { id: userId },
      { ip: null, userAgent: null },
      {
        event: "SECURITY",
        action: "RULE_ADDED",
        resource: ["PROJECT", projectId],
        severity: "WARNING",
        after: { rule },
      },
    ),
  );
}
