/**
 * Where bash evaluates the value of a variable, a command hidden in that value runs too:
 * `x='a[$(rm b)]'; echo $((x))`. The tree cannot show such a command, so a command line with one of
 * these is not understood, unless all of it only looks: then it runs without the right to write. Pure.
 */
import { fixedText, isSimpleCommand, type SyntaxNode } from "./syntax.ts";

/** Arithmetic over numbers alone; any other node of it reads a variable or text. */
const plainArithmetic = new Set(
  `ArithmeticExpansion ArithmeticExpression ArithmeticCommand ArithNumber ArithBinary ArithUnary
  ArithTernary ArithGroup ArithNested ArithSpecialVar`.split(/\s+/),
);

const comparesNumbers = /^-(?:eq|ne|lt|le|gt|ge)$/;

const hasOpenSubscript = (name: string): boolean => /\[(?!(?:\d+|[@*])\]$)/.test(name);

const text = (node: SyntaxNode, key: string): string => {
  const value: unknown = Reflect.get(node, key);
  return typeof value === "string" ? value : "";
};

/** These take names, and evaluate what stands in a name's brackets. */
const takesNames = new Set(
  `declare typeset local readonly export unset read mapfile readarray getopts`.split(/\s+/),
);
const plainName = /^(?:-[a-hj-mo-zA-Z]+|\w+(?:=[\s\S]*)?)$/;
/** Tracing, which expands PS4, is not among them. */
const plainOption = /^(?:-[eosu]+|pipefail|errexit|nounset|globstar|nullglob|dotglob|extglob)$/;

function commandEvaluates(name: string | null, args: readonly (string | null)[]): boolean {
  if (name === null || name === "let") return true;
  if (name === "printf" || name === "test" || name === "[") return args.includes("-v");
  const known = (pattern: RegExp) => args.every((arg) => arg !== null && pattern.test(arg));
  if (takesNames.has(name)) return !known(plainName);
  return (name === "set" || name === "shopt") && !known(plainOption);
}

export function evaluatesText(node: SyntaxNode): boolean {
  if (node.type.startsWith("Arith")) return !plainArithmetic.has(node.type);
  switch (node.type) {
    case "Indirection":
    case "Transform":
      return true;
    case "ParameterExpansion":
      return hasOpenSubscript(text(node, "parameter"));
    case "Assignment":
      return text(node, "name") === "PS4" || hasOpenSubscript(text(node, "name"));
    case "CondUnary":
      return text(node, "operator") === "-v";
    case "CondBinary":
      return comparesNumbers.test(text(node, "operator"));
    default:
      return (
        isSimpleCommand(node) &&
        node.name !== null &&
        commandEvaluates(fixedText(node.name), node.args.map(fixedText))
      );
  }
}
