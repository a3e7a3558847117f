import list from "@zxcvbn-ts/language-common/src/passwords.json";

/** About 49,000 passwords and words, in lower case. Imported when a password is chosen, not before. */
export const commonPasswords: ReadonlySet<string> = new Set(list);
