/** "a class User with name and email": the fields become the constructor's parameters. */
export interface ClassSkeleton {
  readonly name: string;
  readonly path: string;
  readonly content: string;
}

export function classSkeleton(ask: string, target: "python" | "ts" | "js"): ClassSkeleton | null {
  const match =
    /\bclass\s+(?:called\s+|named\s+)?[`"']?([A-Z]\w*)|([A-Z]\w*)\s*(?:という)?クラス/.exec(ask);
  const name = match?.[1] ?? match?.[2];
  const given =
    /(?:with|having|fields?|properties|attributes)\s+(?:the\s+)?(?:fields?\s+|properties\s+|attributes\s+)?([\w, ]+)|((?:[a-z]\w*\s*[、,と]\s*)*[a-z]\w*)\s*(?:を持つ|プロパティ|フィールド|属性)/.exec(
      ask,
    );
  const fields = ((given?.[1] ?? given?.[2] ?? "").split(/[\s,、と]+|\band\b/) ?? []).filter(
    (one) =>
      /^[a-z]\w*$/.test(one) &&
      !["and", "the", "a", "an", "in", "fields", "properties"].includes(one),
  );
  if (name === undefined || fields.length === 0) return null;
  const kebab = name.replaceAll(/([a-z])([A-Z])/g, "$1-$2").toLowerCase();
  if (target === "python") {
    const lines = fields.map((field) => `    ${field}: ${typeOf(field, "str", "int")}`);
    const content = `from dataclasses import dataclass\n\n\n@dataclass\nclass ${name}:\n    """A ${kebab.replaceAll("-", " ")}."""\n\n${lines.join("\n")}\n`;
    return { name, path: `${kebab.replaceAll("-", "_")}.py`, content };
  }
  if (target === "js") {
    const content = `export class ${name} {\n  constructor({ ${fields.join(", ")} }) {\n${fields.map((field) => `    this.${field} = ${field};`).join("\n")}\n  }\n}\n`;
    return { name, path: `${kebab}.mjs`, content };
  }
  const content = `export class ${name} {\n  constructor(\n${fields.map((field) => `    readonly ${field}: ${typeOf(field, "string", "number")},`).join("\n")}\n  ) {}\n}\n`;
  return { name, path: `${kebab}.ts`, content };
}

const typeOf = (field: string, text: string, number: string): string =>
  /^(?:age|count|size|price|amount|total|quantity|id|year|width|height)$/.test(field)
    ? number
    : text;
