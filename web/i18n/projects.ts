import { words } from "./words.ts";

export const t = words(
  {
    title: "プロジェクト",
    newProject: "新規プロジェクト",
    nameHint: "例: my-webapp",
    fromArchive: "アーカイブから作成",
    dropHere: "ここにドロップすると、アーカイブから新しいプロジェクトを作成します",
    emptyTitle: "最初のプロジェクトを作りましょう",
    emptyText:
      "空のプロジェクトから始めるか、コードの zip\u00a0/\u00a0tar.gz から作成します。アーカイブはこの画面へのドロップでも取り込めます。",
    sessions: "{count} セッション",
    members: "{count} 人",
    lastActivity: "最終操作",
    renameTitle: "プロジェクトの名前を変更",
    deleteTitle: "「{name}」を削除しますか？",
    deleteText:
      "プロジェクトのファイルと {count} 件のセッションがゴミ箱に移動します。30日以内なら管理者が復元できます。",
    deleted: "「{name}」を削除しました",
    created: "「{name}」を作成し、{count} 件のファイルを取り込みました",
    skipped: "{count} 件のファイルは取り込めませんでした",
    notArchive: "zip、tgz、tar.gz のファイルをドロップしてください",
    filter: "プロジェクトを検索",
    noMatch: "一致するプロジェクトはありません",
    switch: "プロジェクトを切り替え",
    all: "すべてのプロジェクト",
  },
  {
    title: "Projects",
    newProject: "New project",
    nameHint: "For example: my-webapp",
    fromArchive: "Create from an archive",
    dropHere: "Drop here to create a project from the archive",
    emptyTitle: "Create your first project",
    emptyText:
      "Begin with an empty one, or with a zip or tar.gz of your code; you can also drop the archive on this page.",
    sessions: "{count} {count?session|sessions}",
    members: "{count} people",
    lastActivity: "Last activity",
    renameTitle: "Rename the project",
    deleteTitle: "Delete “{name}”?",
    deleteText:
      "Its files and {count} {count?session|sessions} move to the bin. An administrator can restore them for 30 days.",
    deleted: "“{name}” was deleted",
    created: "Created “{name}” and imported {count} {count?file|files}",
    skipped: "{count} {count?file|files} could not be imported",
    notArchive: "Drop a zip, tgz or tar.gz file",
    filter: "Search projects",
    noMatch: "No project matches",
    switch: "Switch project",
    all: "All projects",
  },
);
