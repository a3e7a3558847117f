import { entry, type ErrorEntry } from "./error-entry.ts";

/** Errors of everybody's sign-ins, of findings and of debug mode. */
export const securityErrors = {
  SECURITY_001: entry(
    404,
    "login_not_found",
    [
      "このサインインは見つかりません",
      "ID が正しくないか、保存期間が過ぎています",
      "一覧を再読み込みしてください",
    ],
    ["Sign-in not found", "The ID is wrong, or the retention period is over", "Reload the list"],
  ),
  SECURITY_002: entry(
    409,
    "own_login",
    [
      "このサインインは終了できません",
      "現在使用しているサインインです",
      "終了するには、サインアウトしてください",
    ],
    ["This sign-in can't be ended here", "It is the one you are using now", "To end it, sign out"],
  ),
  SECURITY_003: entry(
    404,
    "finding_not_found",
    [
      "この検出結果は見つかりません",
      "ID が正しくないか、保存期間が過ぎています",
      "一覧を再読み込みしてください",
    ],
    ["Finding not found", "The ID is wrong, or the retention period is over", "Reload the list"],
  ),
  SECURITY_004: entry(
    404,
    "debug_scope_not_found",
    [
      "このデバッグ記録は見つかりません",
      "ID が正しくないか、終了から24時間が過ぎて消去されました",
      "必要であれば、デバッグモードをもう一度有効にしてください",
    ],
    [
      "Debug recording not found",
      "The ID is wrong, or it was erased 24 hours after it ended",
      "Enable debug mode again if you need it",
    ],
  ),
} as const satisfies Record<string, ErrorEntry>;
