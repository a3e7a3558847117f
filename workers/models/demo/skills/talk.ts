/** What the demo model says when there is nothing to do, or nothing it can do. */
import type { Conversation } from "../conversation.ts";
import type { Skill } from "../play.ts";

// oxlint-disable-next-line require-yield -- a skill that needs no tool
export function* greet(c: Conversation): Skill {
  return `${c.say("こんにちは。Engawa に組み込まれた**デモモデル**です。", "Hello. I am the **demo model** built into Engawa.")}\n\n${abilities(c)}`;
}

// oxlint-disable-next-line require-yield -- a skill that needs no tool
export function* thank(c: Conversation): Skill {
  return c.say(
    "どういたしまして。続けて何かあればどうぞ。",
    "You are welcome. Tell me when there is more to do.",
  );
}

// oxlint-disable-next-line require-yield -- a skill that needs no tool
export function* giveUp(c: Conversation): Skill {
  return `${c.say("この依頼は、規則で動くデモモデルには分かりませんでした。何も変更していません。", "The demo model, which goes by rules, did not understand this request. Nothing was changed.")}\n\n${abilities(c)}`;
}

// oxlint-disable-next-line require-yield -- a skill that needs no tool
export function* askForError(c: Conversation): Skill {
  return c.say(
    "エラーメッセージが見当たりません。メッセージ全体（スタックトレースや行番号を含む）を貼り付けてください。該当箇所を読み、原因を説明し、直します。何も変更していません。",
    "I see no error message. Paste all of it, with its stack trace or line number: I will read the place, explain the cause and mend it. Nothing was changed.",
  );
}

const abilities = (c: Conversation): string =>
  c.say(
    `言語モデルではなく、決まった規則で答えます。できること:

- **コード生成**: 「Pythonで、CSVファイルを読み込んでデータを集計し、グラフを生成する関数を作成してください」
- **レビュー**: ファイルを開いて「このファイルをレビューして」、続けて「1と3を適用」
- **バグ修正**: エラーメッセージを貼り付けて「このエラーを修正してください」
- **ドキュメント**: 「README.mdを作成してください」
- **ファイル操作**: 作成、表示、検索、移動、削除、「main.pyのparse_data関数にエラーハンドリングを追加」、「\`ls -la\` を実行」

できないこと: 自由な設計や実装、一般の質問、ウェブの閲覧。管理者がAnthropicのAPIキーを設定すると、実際のモデルが答えます。`,
    `I am not a language model; I answer by fixed rules. What I can do:

- **Generate code**: "Write Python functions that read a CSV file, aggregate it and draw a chart"
- **Review**: open a file and say "review this file", then "apply 1 and 3"
- **Fix a bug**: paste the error and say "fix this error"
- **Document**: "write a README.md"
- **Work with files**: create, show, search, move, delete, "add error handling to parse_data in main.py", "run \`ls -la\`"

What I cannot do: free design and coding, general questions, browsing the web. Once an administrator sets an Anthropic API key, a real model answers instead.`,
  );
