/** Which skill a request calls for, in both languages. The first that fits answers. */
import type { Conversation } from "./conversation.ts";
import { mentionedFiles, mentionedName } from "./mentions.ts";
import type { Skill } from "./play.ts";
import { applyFixes, lastReview } from "./skills/apply-fixes.ts";
import { addDocs, addErrorHandling } from "./skills/edit.ts";
import { explain, explainProject } from "./skills/explain.ts";
import {
  createFile,
  deleteFile,
  listFiles,
  moveFile,
  run,
  searchText,
  showFile,
} from "./skills/files.ts";
import { fixError } from "./skills/fix-error.ts";
import { draftsFor, generate } from "./skills/generate.ts";
import { writeNotes } from "./skills/init.ts";
import { writeReadme } from "./skills/readme.ts";
import { review } from "./skills/review.ts";
import { runTests } from "./skills/run-tests.ts";
import { renamedNames, renameSymbol, replaceText } from "./skills/replace.ts";
import { summarize } from "./skills/summary.ts";
import { askForError, giveUp, greet, thank } from "./skills/talk.ts";
import { writeTest } from "./skills/tests.ts";
import { parseErrorReport } from "./source/error-report.ts";
import { defaultContent } from "./templates/new-file.ts";

interface Intent {
  fits(ask: string, c: Conversation): boolean;
  skill(c: Conversation): Skill;
}

const making =
  /作成|作って|作り|生成|実装|書いて|用意|追加して|create|make|generate|write|implement|build|add\b/i;
const yes = /^(?:はい|お願いします?|ok|okay|yes|sure|please do|do it|yes,? please)[。.!！\s]*$/i;
const runningTests =
  /^\s*(?:please\s+)?(?:run|execute)\s+(?:all\s+|the\s+|unit\s+|my\s+)*tests?\b(?!\/)|テスト(?:スイート)?を(?:すべて|全部)?(?:実行|走らせ|動か)/i;
/** "rename div to divide in calc.py": the file says where, not what. */
const renamesSymbol = (ask: string) =>
  /改名|名前を変更|リネーム|\brename\b/i.test(ask) && renamedNames(ask) !== undefined;
const files = (ask: string) => mentionedFiles(ask);

const intents: readonly Intent[] = [
  {
    fits: (ask, c) =>
      /summar(?:y|i[sz]e)[\s\S]*(?:conversation|session|so far)|(?:conversation|session)[\s\S]{0,80}summary|会話[\s\S]*要約|要約[\s\S]*会話/i.test(
        ask,
      ) && c.earlier.length > 0,
    skill: summarize,
  },
  {
    fits: (ask) => /^(?:(?!readme)[\s\S])*CLAUDE\.md/i.test(ask) && making.test(ask),
    skill: writeNotes,
  },
  {
    fits: (ask, c) =>
      yes.test(ask) && lastReview(c) !== undefined && c.earlier.at(-1) === lastReview(c),
    skill: applyFixes,
  },
  {
    fits: (ask, c) =>
      yes.test(ask) && /テストの提案|A test I suggest/.test(c.earlier.at(-1)?.said ?? ""),
    skill: writeTest,
  },
  {
    fits: (ask, c) =>
      lastReview(c) !== undefined &&
      /^.{0,80}$/s.test(ask) &&
      (/適用|反映|\bapply\b/i.test(ask) ||
        (/修正|直し|直す|\bfix\b/i.test(ask) &&
          !runningTests.test(ask) &&
          parseErrorReport(ask) === null &&
          files(ask).length === 0)),
    skill: applyFixes,
  },
  {
    fits: (ask, c) =>
      parseErrorReport(ask) === null && c.turn.fence === null && runningTests.test(ask),
    skill: runTests,
  },
  {
    fits: (ask, c) =>
      c.turn.fence === null &&
      /`[^`]+`[^`]*(?:実行|走らせ)|^\s*(?:please\s+)?(?:run|execute)\s+\S|コマンド.*実行|を実行(?:して(?:ください)?)?[。\s]*$/i.test(
        ask,
      ),
    skill: run,
  },
  {
    fits: (ask) =>
      parseErrorReport(ask) !== null &&
      !/レビュー|\breview\b|エラーハンドリング|error handling/i.test(ask),
    skill: fixError,
  },
  {
    fits: (ask) =>
      /readme/i.test(ask) &&
      (making.test(ask) || /改善|更新|充実|improve|update|extend/i.test(ask)),
    skill: writeReadme,
  },
  {
    fits: (ask) =>
      /ドキュメント|documentation/i.test(ask) &&
      making.test(ask) &&
      /プロジェクト|project/i.test(ask),
    skill: writeReadme,
  },
  {
    fits: (ask) => /レビュー|改善点|問題点|\breview\b|code smells?|improvements?/i.test(ask),
    skill: review,
  },
  {
    fits: (ask) =>
      /(?:エラー|例外)(?:ハンドリング|処理)|(?:error|exception) handling|try[/ -](?:catch|except)/i.test(
        ask,
      ),
    skill: addErrorHandling,
  },
  {
    fits: (ask) =>
      /docstring|jsdoc|(?:コメント|説明|ドキュメント)を?(?:追加|付け|書)|(?:add|write) (?:a )?(?:doc|comment)/i.test(
        ask,
      ),
    skill: addDocs,
  },
  {
    fits: (ask) =>
      /テスト.*(?:書|作成|追加)|(?:write|add|create) (?:a |the |some |unit )*tests?\b/i.test(ask) &&
      !/csv/i.test(ask),
    skill: writeTest,
  },
  { fits: (ask) => /置き換え|置換|\breplace\b/i.test(ask), skill: replaceText },
  {
    fits: (ask) =>
      /(?:移動|改名|名前を変更|リネーム|コピー|複製|\b(?:move|rename|copy|duplicate)\b)/i.test(
        ask,
      ) &&
      files(ask).length > 0 &&
      !renamesSymbol(ask),
    skill: moveFile,
  },
  { fits: (ask) => /改名|リネーム|の名前を|\brename\b/i.test(ask), skill: renameSymbol },
  {
    fits: (ask) =>
      /削除|消して|\b(?:delete|remove|rm)\b/i.test(ask) &&
      (files(ask).length > 0 || /ファイル|file/i.test(ask)),
    skill: deleteFile,
  },
  {
    fits: (ask, c) =>
      making.test(ask) &&
      /(?:設定|既定|デフォルト|config|default|ファイル|file|内容|content)/i.test(ask) &&
      files(ask).length > 0 &&
      (defaultContent(files(ask)[0] ?? "") !== undefined ||
        c.turn.fence !== null ||
        draftsFor(c).length === 0),
    skill: createFile,
  },
  {
    fits: (ask) =>
      /(?:\b(?:search|grep|look for|find)\b|検索|探し|使われて|どこで|どこに)/i.test(ask) &&
      !(making.test(ask) && /関数|クラス|function|class/i.test(ask)),
    skill: searchText,
  },
  {
    fits: (ask, c) =>
      making.test(ask) &&
      (draftsFor(c).length > 0 ||
        /関数|クラス|コード|アプリ|プログラム|スクリプト|機能|function|class|code|app|program|script|component|module|client|feature/i.test(
          ask,
        )),
    skill: generate,
  },
  {
    fits: (ask) =>
      /このプロジェクト|プロジェクト(?:の|は|について|を)|(?:this|the) (?:project|codebase|repo)/i.test(
        ask,
      ),
    skill: explainProject,
  },
  {
    fits: (ask) =>
      /ファイル(?:の)?(?:一覧|リスト)|一覧|(?:list|what|which|show)(?: me)?(?: all)?(?: the| my)?(?: \w+)? files|^ls\b|\bls$/i.test(
        ask,
      ),
    skill: listFiles,
  },
  {
    fits: (ask) =>
      /説明|解説|とは|何をし|どう動|explain|describe|what (?:does|is)|how does/i.test(ask) &&
      (files(ask).length > 0 || mentionedName(ask) !== undefined || /この|これ|this/i.test(ask)),
    skill: explain,
  },
  {
    fits: (ask) =>
      /表示|見せて|開いて|読んで|中身|\b(?:show|open|cat|read|display|print)\b/i.test(ask) &&
      (files(ask).length > 0 || /この|this/i.test(ask)),
    skill: showFile,
  },
  {
    fits: (ask, c) => making.test(ask) && files(ask).length > 0 && draftsFor(c).length === 0,
    skill: createFile,
  },
  {
    fits: (ask) =>
      /(?:エラー|バグ|例外|失敗).{0,8}(?:修正|直し|直す)|\bfix\b.{0,20}\b(?:error|bug|exception|failure)s?\b/i.test(
        ask,
      ),
    skill: askForError,
  },
  { fits: (ask) => /ありがと|thank|thx/i.test(ask) && ask.length < 60, skill: thank },
  {
    fits: (ask) =>
      /^(?:こんにちは|こんばんは|おはよう|はじめまして|やあ|hi|hello|hey|good (?:morning|evening))\b|^(?:こんにちは|こんばんは|おはよう|はじめまして)|何ができ|できること|あなたは(?:誰|何)|who are you|what can you do|help/i.test(
        ask,
      ),
    skill: greet,
  },
];

export const skillFor = (c: Conversation): Skill =>
  (intents.find((intent) => intent.fits(c.turn.ask, c))?.skill ?? giveUp)(c);
