import type { Role } from "./common.ts";
import type { allEndpoints } from "./index.ts";

type EndpointName = keyof typeof allEndpoints;

/** `own`, `all`: whose; `restricted`: some of it; a number: at most so many at a time. */
export type Grant = boolean | "own" | "all" | "restricted" | number;

export interface Capability {
  readonly id: string;
  readonly ja: string;
  readonly en: string;
  /** Endpoints that stand for it, by name; `below`: every endpoint under an address. */
  readonly endpoints: readonly EndpointName[];
  readonly below?: readonly string[];
  /** Tools of the agent that do it. */
  readonly tools: readonly string[];
  readonly grants: Readonly<Record<Role, Grant>>;
}

/** U-062: what each role may. The guards and the agent's table of roles are tested against it, cell by cell. */
export const roleMatrix: readonly Capability[] = [
  {
    id: "create_session",
    ja: "セッション作成",
    en: "Create sessions",
    endpoints: ["createSession"],
    tools: [],
    grants: { user: 10, admin: true, guest: 1 },
  },
  {
    id: "delete_session",
    ja: "セッション削除",
    en: "Delete sessions",
    endpoints: ["deleteSession"],
    tools: [],
    grants: { user: "own", admin: "all", guest: false },
  },
  {
    id: "read_file",
    ja: "ファイル閲覧",
    en: "Read files",
    endpoints: [
      "listFiles",
      "readFile",
      "searchFiles",
      "listChanges",
      "readBlob",
      "downloadArchive",
    ],
    tools: ["Read", "Glob", "Grep"],
    grants: { user: true, admin: true, guest: true },
  },
  {
    id: "write_file",
    ja: "ファイル作成・編集",
    en: "Create and edit files",
    endpoints: ["createFile", "saveFile", "moveFile", "importArchive"],
    tools: ["Write", "Edit"],
    grants: { user: true, admin: true, guest: false },
  },
  {
    id: "delete_file",
    ja: "ファイル削除",
    en: "Delete files",
    endpoints: ["deleteFile"],
    tools: [],
    grants: { user: true, admin: true, guest: false },
  },
  {
    id: "shell",
    ja: "Bash の実行",
    en: "Run Bash",
    endpoints: [],
    tools: ["Bash"],
    grants: { user: "restricted", admin: true, guest: false },
  },
  {
    id: "external_api",
    // Off until a site switches it on. There is no WebSearch; the rules of roles name it all the same.
    ja: "外部サイトの取得（WebFetch。有効化したサイトのみ、毎回承認）",
    en: "Reach other services (WebFetch, where it is on; asked every time)",
    endpoints: [],
    tools: ["WebFetch", "WebSearch"],
    grants: { user: false, admin: true, guest: false },
  },
  {
    id: "manage_users",
    ja: "ユーザー管理",
    en: "Manage users",
    endpoints: [],
    below: ["/admin/users", "/admin/requests"],
    tools: [],
    grants: { user: false, admin: true, guest: false },
  },
  {
    id: "settings",
    ja: "システム設定",
    en: "Change settings and prices",
    endpoints: [],
    below: ["/admin/settings", "/admin/prices"],
    tools: [],
    grants: { user: false, admin: true, guest: false },
  },
  {
    id: "audit",
    ja: "監査ログ",
    en: "View the audit log",
    endpoints: [],
    below: ["/admin/audit-logs", "/admin/activity-logs", "/admin/logs"],
    tools: [],
    grants: { user: false, admin: true, guest: false },
  },
];
