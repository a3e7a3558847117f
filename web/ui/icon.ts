import { createRenderEffect, type JSX } from "solid-js";
import { classList, setAttribute } from "solid-js/web";

interface IconProps {
  readonly icon: {
    readonly node: readonly (readonly [
      name: string,
      attributes: Readonly<Record<string, string>>,
    ])[];
  };
  /** Pixels. */
  readonly size?: number;
  readonly [attribute: string]: unknown;
}

const namespace = "http://www.w3.org/2000/svg";

const frame = {
  width: "24",
  height: "24",
  viewBox: "0 0 24 24",
  fill: "none",
  stroke: "currentColor",
  "stroke-width": "2",
  "stroke-linecap": "round",
  "stroke-linejoin": "round",
};

function element(name: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const made = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes))
    if (key !== "key") made.setAttribute(key, value);
  return made;
}

const drawn = new WeakMap<IconProps["icon"], SVGElement>();

/** A copy of what is drawn once for each icon. */
function copyOf(icon: IconProps["icon"]): SVGElement {
  let first = drawn.get(icon);
  if (first === undefined) {
    first = element("svg", frame);
    first.append(...icon.node.map(([name, attributes]) => element(name, attributes)));
    drawn.set(icon, first);
  }
  return first.cloneNode(true) as SVGElement;
}

function set(svg: SVGElement, name: string, value: unknown): void {
  for (const one of name === "size" ? ["width", "height"] : [name])
    setAttribute(svg, one, value as string);
}

const saysWhatItIs = (name: string) =>
  name === "role" || name === "title" || name.startsWith("aria-");

/**
 * Stands in for the component behind every icon of lucide-solid (`scripts/local/lean-icons.ts`), which
 * makes a reactive node of each path. Here only a property that may change has one.
 */
export default function Icon(props: IconProps): JSX.Element {
  const svg = copyOf(props.icon);
  const names = Object.keys(props).filter((name) => name !== "icon");
  if (!names.some(saysWhatItIs)) svg.setAttribute("aria-hidden", "true");
  for (const name of names) {
    if (name === "classList")
      createRenderEffect<ReturnType<typeof classList>>((before) =>
        classList(svg, props["classList"] as Parameters<typeof classList>[1], before),
      );
    else if (Object.getOwnPropertyDescriptor(props, name)?.get === undefined)
      set(svg, name, props[name]);
    else createRenderEffect(() => set(svg, name, props[name]));
  }
  return svg;
}
