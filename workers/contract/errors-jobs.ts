import { entry, type ErrorEntry } from "./error-entry.ts";

/** Errors of long work and of operations over many rows. */
export const jobErrors = {
  JOB_001: entry(
    404,
    "job_not_found",
    [
      "ジョブが見つかりません",
      "保持期間が過ぎ、記録が削除されました",
      "ジョブの一覧を確認してください",
    ],
    ["Job not found", "Its record has expired", "Check the list of jobs"],
  ),
  JOB_002: entry(
    409,
    "job_ended",
    ["このジョブは終わっています", "完了、失敗、または取り消し済みです", "結果を確認してください"],
    ["This job has ended", "It is done, failed or cancelled", "Check its result"],
  ),
  JOB_003: entry(
    409,
    "job_running",
    [
      "同じ処理がすでに実行中です",
      "同時に実行できるのは1つです",
      "終わるまで待つか、実行中のジョブを取り消してください",
    ],
    [
      "The same job is already running",
      "Only one can run at a time",
      "Wait until it ends, or cancel it",
    ],
  ),
  JOB_004: entry(
    500,
    "job_gave_up",
    [
      "処理を続けられませんでした",
      "同じ箇所で繰り返し失敗しました",
      "済んだ分はそのままです。原因を確認してから、もう一度実行してください",
    ],
    [
      "The job couldn't continue",
      "The same step failed again and again",
      "What was done is kept. Find the cause, then run it again",
    ],
  ),
} as const satisfies Record<string, ErrorEntry>;
