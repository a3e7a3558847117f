/** Which language a person wrote in, and a sentence in that one. */
export type Language = "ja" | "en";

const japanese = /[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u;

/** Undefined where the text has no words of its own (a bare path, a number). */
export function languageOf(text: string): Language | undefined {
  if (japanese.test(text.replaceAll(/`[^`]*`/g, ""))) return "ja";
  return /[a-z]{2,}\s+[a-z]{2,}|^[a-z' ]{2,}[.!?]?$/i.test(text.trim()) ? "en" : undefined;
}

export type Say = (ja: string, en: string) => string;

export const sayIn =
  (language: Language): Say =>
  (ja, en) =>
    language === "ja" ? ja : en;
