/** Control characters, and what turns the direction of reading: U+061C, U+200E, U+202E, … */
// oxlint-disable-next-line no-control-regex -- these are what is meant
const hidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\p{Bidi_Control}]/gu;

const hex = (character: string): string =>
  character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0") ?? "";

/** A text that reads as it is stored: what cannot be seen and what reorders the rest is spelt, `<U+202E>`. */
export const spellHidden = (text: string): string =>
  text.replace(hidden, (character) => `<U+${hex(character)}>`);

/** JSON that reads as it is stored, and means the same. */
export const plainJson = (value: unknown): string =>
  JSON.stringify(value).replace(hidden, (character) => `\\u${hex(character).toLowerCase()}`);
