import { words } from "./words.ts";

/** The frame of the support tools; each tool has words of its own. */
export const t = words(
  {
    tabs: "サポートツール",
    impersonation: "代行操作",
    debug: "デバッグモード",
    health: "ヘルスチェック",
  },
  {
    tabs: "Support tools",
    impersonation: "Impersonation",
    debug: "Debug mode",
    health: "Health check",
  },
);
