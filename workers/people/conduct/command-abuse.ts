/** What a shell command was about that no work on a project needs (U-102, U-104, U-105). */
export type CommandAbuse = "mining" | "fork_bomb" | "system_files" | "destruction";

/** At the start of a command, or of one behind `;`, `&`, `|`, `(` or a line's end. */
const command = String.raw`(?:^|[;&|(\n]\s*)(?:sudo\s+|nohup\s+|exec\s+)?(?:\S*/)?`;

const patterns: readonly (readonly [CommandAbuse, RegExp])[] = [
  [
    "mining",
    new RegExp(
      `${command}(?:xmrig|minerd|cpuminer|cgminer|bfgminer|ethminer|nbminer|lolminer|t-rex)\\b`,
      "i",
    ),
  ],
  ["mining", /\bstratum\+(?:tcp|ssl):\/\//i],
  [
    "fork_bomb",
    /([\w:]{1,20})\s{0,3}\(\s{0,3}\)\s{0,3}\{[^}]{0,40}\1\s{0,3}\|\s{0,3}\1\s{0,3}&[^}]{0,40}\}\s{0,3};?\s{0,3}\1/,
  ],
  [
    "system_files",
    /(?:^|[\s"'=<>])\/(?:etc\/(?:passwd|shadow|sudoers|ssh)|root\/|proc\/(?:self|\d+)\/(?:environ|mem)|proc\/kcore|sys\/(?:kernel|firmware))/,
  ],
  [
    "destruction",
    new RegExp(`${command}rm\\s+(?:-\\S+\\s+)*-\\S*[rR]\\S*\\s+(?:-\\S+\\s+)*/\\*?(?:\\s|$)`),
  ],
  ["destruction", new RegExp(`${command}(?:mkfs(?:\\.\\w+)?\\s|dd\\s[^;&|]*\\bof=/dev/)`)],
];

/**
 * Names what it is, or null. It bars nothing: the sandbox does. `curl` and the like are absent on
 * purpose, since models try them in good faith.
 */
export const abuseIn = (text: string): CommandAbuse | null =>
  patterns.find(([, pattern]) => pattern.test(text.slice(0, 4000)))?.[0] ?? null;
