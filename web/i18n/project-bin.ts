import { words } from "./words.ts";

/** The bin of one's own projects. */
export const t = words(
  {
    title: "ゴミ箱",
    hint: "ゴミ箱のプロジェクトも保存容量に数えます（現在 {size}）。完全に削除すると空きが増えます。",
    until: "{day} に完全に削除されます",
    restore: "復元",
    restored: "「{name}」を復元しました",
    purge: "完全に削除",
    purgeTitle: "「{name}」を完全に削除しますか？",
    purgeText: "ファイルと {count}件のセッションが消えます。元には戻せません。",
    purged: "「{name}」を完全に削除しました",
  },
  {
    title: "Bin",
    hint: "Projects in the bin still count towards your storage ({size} now). Delete them permanently to free up space.",
    until: "Permanently deleted on {day}",
    restore: "Restore",
    restored: "“{name}” was restored",
    purge: "Delete permanently",
    purgeTitle: "Permanently delete “{name}”?",
    purgeText:
      "Its files and {count} {count?session|sessions} will be permanently deleted. This can't be undone.",
    purged: "“{name}” was permanently deleted",
  },
);
