import type { SourceFile } from "./source-file.ts";

interface Direction {
  /** Folders or single files this one may import, besides itself. */
  readonly may: readonly string[];
  /** More that it may name in `import type`. */
  readonly mayType?: readonly string[];
  /** Packages it may import; absent: any. */
  readonly packages?: RegExp;
  readonly typePackages?: RegExp;
}

const platform = ["workers/contract", "workers/platform"];
const base = [...platform, "workers/settings", "workers/mail", "workers/notices"];
const features = [...base, "workers/auth"];
const objects = [
  "workers/chat-session/object.ts",
  "workers/workspace/object.ts",
  "workers/meter/object.ts",
  "workers/audit/object.ts",
];
const rpc = [
  "workers/chat-session/rpc.ts",
  "workers/workspace/rpc.ts",
  "workers/meter/rpc.ts",
  "workers/audit/rpc.ts",
];

/**
 * Who may import whom: contract ← platform ← auth ← features; contract ← agent ← models, tools; the
 * object folders wire them; the SPA sees the contract only. A file outside the table may import anything.
 */
const directions: Readonly<Record<string, Direction>> = {
  "workers/contract": { may: [], packages: /^valibot$/ },
  "workers/platform": { may: ["workers/contract"], mayType: objects },
  "workers/settings": { may: platform },
  "workers/mail": { may: [...platform, "workers/settings"] },
  "workers/notices": { may: platform },
  "workers/announcements": { may: platform },
  // Who is signed in is told with what is announced to them.
  "workers/auth": { may: [...base, "workers/announcements"], mayType: rpc },
  "workers/audit": { may: base },
  "workers/meter": {
    may: [...features, "workers/usage", "workers/projects/project.sql.ts"],
    mayType: rpc,
  },
  "workers/usage": {
    may: [
      ...features,
      "workers/models",
      "workers/meter/rpc.ts",
      "workers/sessions/chat-session.sql.ts",
      "workers/sessions/held.ts",
    ],
    mayType: rpc,
  },
  "workers/people": {
    may: [...features, "workers/usage", "workers/sessions", "workers/meter/rpc.ts"],
    mayType: rpc,
  },
  "workers/alerts": { may: [...features, "workers/people", "workers/statistics"], mayType: rpc },
  "workers/account": {
    may: [
      ...features,
      "workers/announcements",
      "workers/jobs/drop-person.ts",
      "workers/meter/rpc.ts",
      "workers/people",
      "workers/usage",
      "workers/projects",
      "workers/sessions",
    ],
    mayType: rpc,
  },
  "workers/guests": {
    may: [...features, "workers/account", "workers/projects", "workers/sessions"],
    mayType: rpc,
  },
  "workers/automation": {
    may: [...features, "workers/sessions", "workers/meter/rpc.ts", "workers/chat-session/rpc.ts"],
    mayType: rpc,
  },
  "workers/jobs": { may: features },
  "workers/masters": {
    may: [...features, "workers/workspace/paths.ts", "workers/admin/imports"],
    mayType: rpc,
  },
  "workers/jobs/kinds.ts": { may: ["workers/jobs", "workers/admin", "workers/retention"] },
  "workers/statistics": {
    may: [
      ...features,
      "workers/usage",
      "workers/projects/project.sql.ts",
      "workers/sessions/chat-session.sql.ts",
    ],
  },
  "workers/retention": {
    may: [
      ...features,
      "workers/jobs",
      "workers/masters",
      "workers/audit/purge.ts",
      "workers/audit/rpc.ts",
      "workers/projects",
      "workers/sessions",
      "workers/workspace/http-file.ts",
    ],
    mayType: rpc,
  },
  "workers/admin": {
    may: [
      "workers/retention",
      ...features,
      "workers/masters",
      "workers/statistics",
      "workers/jobs",
      "workers/account",
      "workers/alerts",
      "workers/announcements",
      "workers/audit",
      "workers/meter/rpc.ts",
      "workers/operations/health/health.sql.ts",
      "workers/operations/health/job-runs.ts",
      "workers/people",
      "workers/projects",
      "workers/sessions",
      "workers/usage",
      "workers/workspace/respond-file.ts",
    ],
    mayType: rpc,
  },
  "workers/projects": {
    may: [...features, "workers/masters", "workers/meter/rpc.ts"],
    mayType: rpc,
  },
  "workers/sessions": {
    may: [
      ...features,
      "workers/projects",
      "workers/usage",
      "workers/models",
      "workers/agent",
      ...rpc,
    ],
  },
  "workers/operations": {
    may: [...features, "workers/meter/rpc.ts", "workers/audit/rpc.ts"],
    mayType: rpc,
  },
  "workers/agent": {
    may: ["workers/contract"],
    packages: /^minimatch$/,
    typePackages: /^@anthropic-ai\/sdk/,
  },
  "workers/models": { may: [...platform, "workers/agent"] },
  "workers/tools": { may: ["workers/contract", "workers/agent", "workers/platform/errors.ts"] },
  "workers/workspace": {
    may: [
      ...features,
      "workers/projects",
      "workers/sessions/access.ts",
      "workers/meter/rpc.ts",
      "workers/agent",
      "workers/tools",
    ],
    mayType: rpc,
  },
  "workers/chat-session": {
    may: [
      ...features,
      "workers/masters",
      "workers/projects",
      "workers/sessions",
      "workers/statistics/note-drop.ts",
      "workers/usage",
      "workers/people",
      "workers/meter/rpc.ts",
      "workers/agent",
      "workers/models",
      "workers/tools",
    ],
    mayType: [...rpc, ...objects],
  },
  "web/i18n": { may: ["workers/contract"] },
  "web/client": { may: ["workers/contract", "web/i18n"] },
  "web/ui": { may: ["workers/contract", "web/i18n", "web/client"] },
  "web/functions": { may: [], packages: /^$/ },
  "web/e2e": { may: ["workers/contract", "workers/testing", "scripts"] },
  web: { may: ["workers/contract"], packages: /^(?!node:|cloudflare:|hono|drizzle)/ },
};

const inside = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`);

const isTest = (path: string) => /\.(test|e2e)\.tsx?$/.test(path) || path.includes("/testing/");

/** The table's line for a file: the longest folder that holds it. */
function lineOf(path: string): [string, Direction] | undefined {
  return Object.entries(directions)
    .filter(([folder]) => inside(path, folder))
    .sort(([a], [b]) => b.length - a.length)[0];
}

/** What a file imports against the table. Tests of the Worker may import what they need. */
export function directionViolations(file: SourceFile): string[] {
  const line = lineOf(file.path);
  if (line === undefined || (file.path.startsWith("workers/") && isTest(file.path))) return [];
  const [folder, direction] = line;
  return file.imports
    .filter(({ target, typeOnly }) => {
      if (inside(target, folder)) return false;
      const allowed = [...direction.may, ...(typeOnly ? (direction.mayType ?? []) : [])];
      if (/^(workers|web|scripts)\//.test(target))
        return !allowed.some((one) => inside(target, one));
      if (target.startsWith("..") || isTest(file.path)) return target.startsWith("..");
      if (typeOnly && direction.typePackages?.test(target)) return false;
      return direction.packages !== undefined && !direction.packages.test(target);
    })
    .map(({ specifier }) => `${file.path}: ${folder} must not import ${specifier}`);
}
