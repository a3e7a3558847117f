/** What T-07 asks of a password, told apart so that it can be shown while it is typed. */
export interface PasswordState {
  readonly length: number;
  readonly upper: boolean;
  readonly lower: boolean;
  readonly digit: boolean;
  readonly symbol: boolean;
  /** 15 characters of anything but a few repeated ones. */
  readonly long: boolean;
  /** 12 characters of all four classes. */
  readonly mixed: boolean;
  /** The account's name or address is in it. */
  readonly personal: boolean;
  /** The server still looks at the common ones and the last three: no more than a promise of form. */
  readonly acceptable: boolean;
}

/** Parts of a name or an address that are long enough to be found in a password. */
const partsOf = (texts: readonly string[]): string[] =>
  texts
    .flatMap((text) => text.toLowerCase().split(/[@.\s_+-]+/))
    .filter((part) => [...part].length >= 4);

export function passwordState(password: string, about: readonly string[] = []): PasswordState {
  const length = [...password].length;
  const upper = /\p{Lu}/u.test(password);
  const lower = /\p{Ll}/u.test(password);
  const digit = /\p{Nd}/u.test(password);
  const symbol = /[^\p{L}\p{N}]/u.test(password);
  const long = length >= 15 && new Set(password).size >= 5;
  const mixed = length >= 12 && upper && lower && digit && symbol;
  const lowered = password.toLowerCase();
  const personal = partsOf(about).some((part) => lowered.includes(part));
  const acceptable = (long || mixed) && !personal && length <= 256;
  return { length, upper, lower, digit, symbol, long, mixed, personal, acceptable };
}

/** 0 to 4, for the bar: how far it is from being accepted, and how far beyond. */
export function passwordStrength(state: PasswordState): 0 | 1 | 2 | 3 | 4 {
  if (state.length === 0) return 0;
  if (!state.acceptable) return state.length < 8 || state.personal ? 1 : 2;
  return state.length >= 20 || (state.mixed && state.length >= 16) ? 4 : 3;
}
