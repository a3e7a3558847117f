import type { allEndpoints as Endpoints } from "#contract/index";
import { allEndpoints } from "#contract/index";
import { successOf } from "./answers.ts";
import { knock, toldBy } from "./knock.ts";
import type { Sample } from "./people.ts";

export type Name = keyof typeof Endpoints;

/** What later steps need of an answer. */
export interface Body {
  readonly id: string;
  readonly [name: string]: unknown;
}

/** Somebody who goes from endpoint to endpoint, each answering with success. */
export interface Walker {
  /** Throws where the answer is another than the contract's success. */
  readonly go: (name: Name, sample?: Sample) => Promise<Body>;
  /** The walker, as somebody to be acted upon. */
  readonly id: string;
  /** Where the walk has been. */
  readonly reached: ReadonlySet<Name>;
}

/** `before` each step: what else to ask there. */
export function newWalker(
  id: string,
  headers: Record<string, string>,
  before: (name: Name, sample: Sample) => Promise<unknown> = async () => undefined,
): Walker {
  const reached = new Set<Name>();
  const go = async (name: Name, sample: Sample = {}): Promise<Body> => {
    await before(name, sample);
    const response = await knock(allEndpoints[name], sample, headers);
    const copy = response.clone();
    const told = await toldBy(response);
    const wanted = successOf(allEndpoints[name]);
    if (told !== wanted)
      throw new Error(`${name}: ${told} instead of ${wanted}: ${await copy.text()}`);
    reached.add(name);
    const isJson = copy.headers.get("content-type")?.startsWith("application/json");
    return (isJson ? await copy.json() : { id: "" }) as Body;
  };
  return { go, id, reached };
}
