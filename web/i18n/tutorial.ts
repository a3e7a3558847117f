import { words } from "./words.ts";

/** The welcome and the tutorial with its four parts (U-034). */
export const t = words(
  {
    welcome: "Engawa へようこそ",
    welcomeText:
      "5分のチュートリアルで、チャット、ファイル、コード生成、ツールの見方をひととおり体験できます。練習用のプロジェクトを使うので、あとから削除してもかまいません。",
    begin: "チュートリアルを始める",
    skip: "スキップ",
    title: "チュートリアル",
    step: "{at} / {of}",
    project: "チュートリアル",
    next: "次へ",
    done: "完了",
    end: "やめる",
    well: "できました",
    insert: "例文を入れる",
    open: "README.md を開く",
    ended: "チュートリアルを終わりました。ヘルプ（?）からいつでもやり直せます。",
    chat: "チャットの基本",
    chat_text:
      "下の入力欄に書いて Enter で送ります（改行は Shift+Enter）。例文を入れて送ってみましょう。答えている途中でも、中断したり次のメッセージを送ったりできます。",
    chat_example: "このプロジェクトの構成を説明して",
    files: "ファイルの操作",
    files_text:
      "右のツリーから README.md を開き、末尾に1行書き足してみましょう。保存は自動です。ファイルはドラッグして追加でき、変更の履歴はいつでも見られます。",
    code: "コードの生成",
    code_text:
      "ファイルを作るよう頼んでみましょう。書き込む前に差分を見せて確認します。「許可」か「拒否」で答えると先へ進みます。",
    code_example: "メールアドレスを検証する TypeScript の関数を作って",
    tools: "ツールの見方",
    tools_text:
      "読む、探す、書く、実行する――エージェントがしたことは、会話の中に1行ずつ残ります。行を押して開き、入力と結果を確かめてみましょう。",
    readme: "# はじめに\n\nこれは練習用のプロジェクトです。自由に書き換えてください。\n",
  },
  {
    welcome: "Welcome to Engawa",
    welcomeText:
      "In five minutes, see how chat, files, code generation and tools work. You'll use a practice project that you can delete afterwards.",
    begin: "Start tutorial",
    skip: "Skip",
    title: "Tutorial",
    step: "{at} / {of}",
    project: "Tutorial",
    next: "Next",
    done: "Finish",
    end: "Quit",
    well: "Well done",
    insert: "Insert example",
    open: "Open README.md",
    ended: "You've finished the tutorial. You can restart it from Help (?) at any time.",
    chat: "Chat basics",
    chat_text:
      "Write in the box below and press Enter to send (Shift+Enter for a new line). Insert the example and send it. You can stop the answer, or send your next message, at any time.",
    chat_example: "Explain how this project is organised",
    files: "Working with files",
    files_text:
      "Open README.md in the tree and add a line at the end. It saves automatically. You can drag files in, and every change is kept in the history.",
    code: "Generating code",
    code_text:
      "Ask for a file. Before anything is written, you're shown the change: answer with Allow or Deny to continue.",
    code_example: "Write a TypeScript function that validates an e-mail address",
    tools: "Understanding tools",
    tools_text:
      "Read, search, write, run: everything the assistant did stays in the conversation as one line. Open a line to see its input and result.",
    readme: "# Getting started\n\nThis is a practice project. Change anything you like.\n",
  },
);
