/** What is watched for, with the words a suspended person reads. */
export const conductKinds = {
  enumeration: {
    ja: "ほかの人のデータへのアクセスが繰り返し試みられました",
    en: "repeated attempts to reach other people's data",
  },
  traversal: {
    ja: "許可されていないパスへのアクセスが繰り返し試みられました",
    en: "repeated attempts to reach forbidden paths",
  },
  commands: {
    ja: "禁止されているコマンドの実行が繰り返し試みられました",
    en: "repeated attempts to run forbidden commands",
  },
  flood: {
    ja: "制限を超える要求が続けて送られました",
    en: "a flood of requests beyond the limits",
  },
  threat: {
    ja: "セキュリティ上の脅威が検知されました",
    en: "a security threat was detected",
  },
} as const;

export type ConductKind = keyof typeof conductKinds;

/** The words of a kind; of one this page does not know, its name. */
export const conductWords = (kind: string, language: "ja" | "en"): string =>
  Object.hasOwn(conductKinds, kind) ? conductKinds[kind as ConductKind][language] : kind;

/** As the watch writes it: how many within how many minutes, and examples. */
const counted = /^(\d+) in (\d+) min(?:: ([\s\S]*))?$/;

/** What a violation was, in words of the language; what a person wrote stays as it is. */
export function conductDetail(detail: string, language: "ja" | "en"): string {
  const [, times, minutes, examples] = counted.exec(detail) ?? [];
  if (times === undefined || minutes === undefined) return detail;
  const words =
    language === "ja"
      ? `${minutes}分間に${times}回`
      : `${times} ${times === "1" ? "time" : "times"} in ${minutes} minutes`;
  return examples === undefined ? words : `${words}: ${examples}`;
}
