import { words } from "./words.ts";

/** The rules of use (U-102) and what follows where they are broken (U-106), for those they bind. */
export const t = words(
  {
    intro: "このサイトを使うすべての人が守る利用規則です。",
    notAllowed: "してはいけないこと",
    others: "ほかの人のデータを見ようとする、許可されていない権限を得ようとする",
    attack: "サイトやほかの利用者の画面を攻撃する、不正なコードを注入する",
    load: "わざと負荷をかける、暗号資産を採掘する、終わらない処理を動かす",
    unlawful: "マルウェアや違法なものを作る、個人情報を盗む",
    licence: "ライセンスに反して使う、サービスを解析して複製する",
    watched: "自動的に検出されるもの",
    watched_enumeration: "ほかの人のプロジェクトやチャットの ID を次々に試す",
    watched_traversal: "プロジェクトの外のパスを繰り返し開こうとする",
    watched_commands: "禁止されているコマンドを、自分で許可して繰り返し実行する",
    watched_flood: "制限を超えたあとも要求を送り続ける",
    agent:
      "許可を求められて「許可」したコマンドは、許可した人の操作として扱います。許可なしにエージェントが実行したものは、違反に数えません。",
    steps: "違反が検出されたとき",
    step1: "1回目: 操作を止め、警告します。",
    step2: "2回目: 24時間利用を停止し、管理者に報告します。",
    step3: "3回目: アカウントを無効にします。データは残り、管理者が記録を確認します。",
    pause:
      "拒否された操作だけの場合は、警告を読んで直せるように、次の段階まで1時間の猶予があります。明らかな脅威があるときは、管理者がただちに停止します。",
    mistake: "誤りだと思うとき",
    mistakeText:
      "管理者に連絡してください。停止や無効化を知らせるメールに連絡先があります。管理者は記録を見直し、違反でなかったものを取り消せます。取り消されたものは数えません。",
  },
  {
    intro: "Everyone who uses this site keeps to these rules.",
    notAllowed: "What you may not do",
    others: "Try to reach other people's data, or rights you were not given",
    attack: "Attack the site or other people's pages, or inject code into them",
    load: "Put load on the site on purpose, mine cryptocurrency, or run endless loops",
    unlawful: "Make malware or anything illegal, or steal personal data",
    licence: "Break licences, or take the service apart to copy it",
    watched: "What is detected automatically",
    watched_enumeration: "Trying one id after another of other people's projects and chats",
    watched_traversal: "Trying again and again to open paths outside the project",
    watched_commands: "Approving forbidden commands again and again",
    watched_flood: "Sending on and on after a limit was reached",
    agent:
      "A command you allowed when you were asked counts as yours. What the agent ran without your approval is no violation.",
    steps: "What happens then",
    step1: "The first time: it is blocked, and you are warned.",
    step2: "The second time: your account is suspended for 24 hours, and administrators are told.",
    step3:
      "The third time: your account is disabled. Your data is kept, and administrators review the record.",
    pause:
      "Where everything was refused, there is an hour before the next step, so that you can read the warning and mend what caused it. Where there is a clear threat, an administrator stops the account at once.",
    mistake: "If you think it is a mistake",
    mistakeText:
      "Contact an administrator; the e-mail about a suspended or disabled account says whom. They can review the record and dismiss what was no violation. What is dismissed no longer counts.",
  },
);
