/** One picture, however many characters it is made of: in it the joiners and selectors are seen. */
const picture = String.raw`\p{Extended_Pictographic}[\u{1F3FB}-\u{1F3FF}]?\uFE0F?`;
const kept = String.raw`${picture}(?:\u200D${picture})*|[0-9#*]\uFE0F\u20E3`;

/** Arabic and other marks that Unicode counts among the formats although they are drawn. */
const drawn = String.raw`[\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u{110BD}\u{110CD}]`;

const controls = String.raw`\u0000-\u0008\u000B-\u001F\u007F-\u009F\u2028\u2029`;
const blanks = String.raw`\p{Default_Ignorable_Code_Point}\p{Cf}\u2800`;

const parts = new RegExp(`(${kept})|(?!${drawn})[${controls}${blanks}]`, "gu");

/**
 * Text without what people do not see in it: controls, marks that turn the direction of writing,
 * fillers, and the selectors and tags in which a page can talk to a model unseen.
 */
export const visibleText = (text: string): string =>
  text.replaceAll("\r\n", "\n").replaceAll(parts, "$1");
