import { words } from "./words.ts";

/** Bypass mode (T-06). */
export const t = words(
  {
    on: "「すべて許可」モード: すべての操作が確認なしで実行されます。{time} に自動的に終了します（残り {minutes}分）。",
    end: "今すぐ終了",
  },
  {
    on: "“Allow all” is on: everything runs without asking. It ends automatically at {time} ({minutes} {minutes?minute|minutes} left).",
    end: "End now",
  },
);
