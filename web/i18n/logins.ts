import { words } from "./words.ts";

export const t = words(
  {
    list: "サインイン中の端末",
    here: "この端末",
    actedBy: "管理者 {name} さんの代行操作",
    on: "{browser}・{os}",
    address: "IP アドレス: {ip}",
    signedIn: "サインイン: {when}",
    lastActive: "最終操作: {when}",
    ends: "{when} に終了",
    signOut: "サインアウトさせる",
    signOutTitle: "「{device}」をサインアウトさせますか？",
    signOutText: "その端末の画面はすぐに閉じられ、続けるにはもう一度サインインが必要になります。",
    signedOut: "サインアウトさせました",
    others: "ほかのすべてをサインアウト",
    othersTitle: "ほかのすべての端末をサインアウトさせますか？",
    othersText: "この端末以外の {count}件のサインインが、すぐに終了します。",
    othersDone: "{count}件のサインインを終了しました",
    unknownDevice: "不明な端末",
    unknown: "不明な端末があるときは、サインアウトさせてからパスワードを変更してください。",
    onlyHere: "サインインしているのは、この端末だけです。",
  },
  {
    list: "Where you are signed in",
    here: "This device",
    actedBy: "{name}, an administrator impersonating you",
    on: "{browser} on {os}",
    address: "IP address: {ip}",
    signedIn: "Signed in: {when}",
    lastActive: "Last active: {when}",
    ends: "ends {when}",
    signOut: "Sign out",
    signOutTitle: "Sign out “{device}”?",
    signOutText: "Its pages close immediately, and it has to sign in again to continue.",
    signedOut: "Signed out",
    others: "Sign out everywhere else",
    othersTitle: "Sign out everywhere else?",
    othersText: "{count} other {count?sign-in ends|sign-ins end} immediately.",
    othersDone: "Ended {count} {count?sign-in|sign-ins}",
    unknownDevice: "Unknown device",
    unknown: "If you don't recognise a device, sign it out and change your password.",
    onlyHere: "You are signed in on this device only.",
  },
);

/** Of a device of which only half is known, that half. */
export function deviceName({
  browser,
  os,
}: {
  readonly browser: string;
  readonly os: string;
}): string {
  if (browser === "unknown") return os === "unknown" ? t("unknownDevice") : os;
  return os === "unknown" ? browser : t("on", { browser, os });
}
