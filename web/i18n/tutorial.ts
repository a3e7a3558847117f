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
      "読む、探す、書く、実行する――AI がしたことは、会話の中に1行ずつ残ります。行を押して開き、入力と結果を確かめてみましょう。",
    readme: "# はじめに\n\nこれは練習用のプロジェクトです。自由に書き換えてください。\n",
  },
  {
    welcome: "Welcome to Engawa",
    welcomeText:
      "Five minutes show you chat, files, code generation and how to read what tools do. It all happens in a project for practice, which you can delete afterwards.",
    begin: "Start the tutorial",
    skip: "Skip",
    title: "Tutorial",
    step: "{at} / {of}",
    project: "Tutorial",
    next: "Next",
    done: "Finish",
    end: "Leave",
    well: "Well done",
    insert: "Insert an example",
    open: "Open README.md",
    ended: "That was the tutorial. You can begin it again from the help (?).",
    chat: "The basics of the chat",
    chat_text:
      "Write in the field below and send with Enter (Shift+Enter makes a new line). Insert the example and send it. While it answers you can stop it, or send the next message already.",
    chat_example: "Explain how this project is organised",
    files: "Working with files",
    files_text:
      "Open README.md in the tree and write a line at its end. It saves by itself. Files can be dragged in, and every change stays in the history.",
    code: "Generating code",
    code_text:
      "Ask for a file. Before anything is written you see what would change: answer with Allow or Deny, and it goes on.",
    code_example: "Write a TypeScript function that validates an e-mail address",
    tools: "Understanding tools",
    tools_text:
      "Reading, searching, writing, running: each thing the assistant did stays in the conversation as one line. Open one and look at its input and result.",
    readme: "# Getting started\n\nThis is a project for practice. Change what you like.\n",
  },
);
