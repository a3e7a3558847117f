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
const isObject = ({ type, entries }: Shape) => type === "record" || entries !== undefined;

interface Fault {
  readonly path: string;
  readonly message: string;
}

function* faultsIn(shapes: readonly Shape[], value: unknown, path: string): Generator<Fault> {
  if (typeof value !== "object" || value === null) return;
  const ways = shapes.flatMap(waysOf);
  if (Array.isArray(value)) {
    if (ways.length > 0 && ways.every(isObject)) yield { path, message: "a list, not an object" };
    const items = ways.flatMap(({ item }) => item ?? []);
    if (items.length === 0) return;
    for (const [at, one] of value.entries()) yield* faultsIn(items, one, `${path}.${at}`);
    return;
  }
  const forms = ways.flatMap(({ entries }) => (entries === undefined ? [] : [entries]));
  if (forms.length === 0 || ways.some(isFree)) return;
  for (const [name, one] of Object.entries(value)) {
    const at = `${path}.${name.slice(0, 100)}`;
    const known = forms.flatMap((form) => (Object.hasOwn(form, name) ? (form[name] ?? []) : []));
    if (known.length === 0) yield { path: at, message: "unknown field" };
    else yield* faultsIn(known, one, at);
  }
}

/**
 * What valibot lets through: fields a schema does not know, since a misspelt one would else look as if
 * it were saved, and a list where an object belongs, since that would look like one without fields.
 */
export const faultsOfShape = (schema: object, value: unknown, at: string): Fault[] =>
  [...faultsIn([schema as Shape], value, at)].slice(0, most);
