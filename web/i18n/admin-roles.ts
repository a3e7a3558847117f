import { words } from "./words.ts";

export const t = words(
  {
    may: "できること",
    mayText:
      "すべての操作はサーバーがこの表のとおりに判定します。プロジェクトの閲覧者は、そのプロジェクトではゲストと同じです。24時間の管理者権限では、期限のあとに残る変更はできません。",
    limits: "ロールの上限",
    limitsText: "本人に個別の上限があるときは、そちらが優先します。",
    what: "操作",
    kind: "上限",
    guest: "ゲスト",
    user: "ユーザー",
    admin: "管理者",
    yes: "できる",
    no: "できない",
    own: "自分のものだけ",
    all: "すべて",
    restricted: "制限あり",
    upTo: "{count}件まで",
    people: "{role}の一覧",
    change: "上限を変更",
  },
  {
    may: "Permissions",
    mayText:
      "The server decides every action by this table. A viewer of a project is a guest in it. Administrator access for 24 hours changes nothing that outlasts it.",
    limits: "Limits by role",
    limitsText: "A person's own limits come before these.",
    what: "Action",
    kind: "Limit",
    guest: "Guest",
    user: "User",
    admin: "Administrator",
    yes: "Yes",
    no: "No",
    own: "Their own",
    all: "All",
    restricted: "Restricted",
    upTo: "Up to {count}",
    people: "List: {role}",
    change: "Change limits",
  },
);
