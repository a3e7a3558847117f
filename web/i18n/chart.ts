import { words } from "./words.ts";

/** Around every chart. */
export const t = words(
  {
    asTable: "表で見る",
    asChart: "グラフで見る",
    seeTable: "同じ数値の表が続きます。",
    copyTable: "表をコピー",
    csv: "{title}をCSVでダウンロード",
    csvShort: "CSVでダウンロード",
    walk: "左右の矢印キーで値を読みます。同じ数値の表が続きます。",
    unknown: "不明",
    rest: "その他",
    underOne: "1%未満",
  },
  {
    asTable: "Show as table",
    asChart: "Show as chart",
    seeTable: "The same figures follow as a table.",
    copyTable: "Copy table",
    csv: "Download {title} as CSV",
    csvShort: "Download as CSV",
    walk: "Use the left and right arrow keys to read the values. The same figures follow as a table.",
    unknown: "Unknown",
    rest: "Other",
    underOne: "<1%",
  },
);
