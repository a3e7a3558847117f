/** No body, frame or tool call of ours goes as deep; what walks a value calls itself no more often. */
export const mostLevels = 64;

/** JSON that is right, and nested deeper than anything here reads. */
export class TooDeep extends Error {
  override readonly name = "TooDeep";
  override readonly message = `nested deeper than ${mostLevels} levels`;
}

const isNested = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Level by level: a value from elsewhere may be deeper than the stack. */
function isShallow(value: unknown): boolean {
  let level = [value].filter(isNested);
  for (let depth = 0; depth < mostLevels && level.length > 0; depth += 1) {
    level = level.flatMap((one) => (Object.values(one) as unknown[]).filter(isNested));
  }
  return level.length === 0;
}

/** As JSON.parse, for text from elsewhere. Throws TooDeep, or SyntaxError. */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (!isShallow(value)) throw new TooDeep();
  return value;
}
