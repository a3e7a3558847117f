import { words } from "./words.ts";

/** Choosing a password. */
export const t = words(
  {
    newPassword: "新しいパスワード",
    revokeKeys: "API キーもすべて取り消す",
    revokeKeysHint:
      "API キーはパスワードを変更しても使えます。誰かにアカウントを使われたおそれがあるときに選んでください。",
    strength: "形式の確認",
    strength_0: "未入力",
    strength_1: "足りません",
    strength_2: "あと少しです",
    strength_3: "形式は合っています",
    strength_4: "長さは十分です",
    either: "次のどちらかを満たしてください",
    routeLong: "15文字以上（文字の種類は自由。長い文がおすすめです）",
    routeMixed: "12文字以上で、次の4種類すべて",
    upper: "大文字",
    lower: "小文字",
    digit: "数字",
    symbol: "記号",
    lengthNow: "{count}文字",
    alsoNot:
      "よく使われるもの、名前やメールアドレスを含むもの、直近3回と同じものは使えません。これは保存するときに確認します。",
    personal: "名前またはメールアドレスが含まれています",
    met: "満たしています",
    unmet: "満たしていません",
  },
  {
    newPassword: "New password",
    revokeKeys: "Revoke all my API keys too",
    revokeKeysHint:
      "API keys keep working after a password change. Choose this if somebody else may have used your account.",
    strength: "Form",
    strength_0: "Empty",
    strength_1: "Not enough yet",
    strength_2: "Almost there",
    strength_3: "Form is fine",
    strength_4: "Length is fine",
    either: "Meet one of these",
    routeLong: "15 characters or more of any kind; a sentence works well",
    routeMixed: "12 characters or more, with all four of these",
    upper: "upper case",
    lower: "lower case",
    digit: "digit",
    symbol: "symbol",
    lengthNow: "{count} {count?character|characters}",
    alsoNot:
      "Common passwords, ones that contain your name or e-mail address, and your last three are refused. This is checked when you save.",
    personal: "It contains your name or e-mail address",
    met: "met",
    unmet: "not yet",
  },
);
