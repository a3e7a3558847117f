import { words } from "./words.ts";

/** Around every chart. */
export const t = words(
  { asTable: "表で見る", asChart: "グラフで見る", seeTable: "同じ数値の表が続きます。" },
  { asTable: "As a table", asChart: "As a chart", seeTable: "The same numbers follow as a table." },
);
