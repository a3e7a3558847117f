/** What of a valibot schema says where an object may have which fields. */
interface Shape {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Shape>>;
  readonly options?: readonly Shape[];
  readonly wrapped?: Shape;
  readonly item?: Shape;
}

const most = 20;

/** The ways a value may be, out of their wrappings and choices. */
const waysOf = ({ wrapped, options, ...shape }: Shape): Shape[] => {
  if (wrapped !== undefined) return waysOf(wrapped);
  return Array.isArray(options) && options.every((one) => typeof one === "object")
    ? options.flatMap(waysOf)
    : [shape];
};

const isFree = ({ type }: Shape) => type === "record" || type === "unknown" || type === "any";

function pathsIn(shapes: readonly Shape[], value: unknown, path: string): string[] {
  if (typeof value !== "object" || value === null) return [];
  const ways = shapes.flatMap(waysOf);
  if (Array.isArray(value)) {
    const items = ways.flatMap(({ item }) => item ?? []);
    if (items.length === 0) return [];
    return value.flatMap((one, at) => pathsIn(items, one, `${path}.${at}`));
  }
  const forms = ways.flatMap(({ entries }) => (entries === undefined ? [] : [entries]));
  if (forms.length === 0 || ways.some(isFree)) return [];
  return Object.entries(value).flatMap(([name, one]) => {
    const at = `${path}.${name.slice(0, 100)}`;
    const known = forms.flatMap((form) => (Object.hasOwn(form, name) ? (form[name] ?? []) : []));
    return known.length === 0 ? [at] : pathsIn(known, one, at);
  });
}

/** Where a body has fields its schema does not know: a misspelt one would else look as if it were saved. */
export const unknownFields = (schema: object, value: unknown, at: string): string[] =>
  pathsIn([schema as Shape], value, at).slice(0, most);
