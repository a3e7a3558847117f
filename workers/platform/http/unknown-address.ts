import { allEndpoints } from "#contract/index";
import { AppError } from "../errors.ts";
import type { AppContext } from "./http.ts";
import { respondError } from "./respond-error.ts";

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The contract's addresses as patterns, with the method each takes. */
const addresses = Object.values(allEndpoints).map(({ method, path }) => {
  const parts = path.split(/(:\w+(?:\{[^}]*\})?)/);
  const pattern = parts.map((part) =>
    part.startsWith(":") ? (part.endsWith("}") ? "[^]+" : "[^/]+") : escaped(part),
  );
  return { method, pattern: new RegExp(`^/api(?:/v1)?${pattern.join("")}$`) };
});

/** The methods an address of the contract takes; empty where it is none. */
export const methodsAt = (path: string): string[] => [
  ...new Set(addresses.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method)),
];

/** REQUEST_003 with `Allow` where the address exists for another method, else REQUEST_002. */
export function unknownAddress(c: AppContext): Response {
  const allowed = methodsAt(c.req.path);
  if (allowed.length === 0) return respondError(new AppError("REQUEST_002"), c);
  c.header("Allow", allowed.join(", "));
  return respondError(new AppError("REQUEST_003"), c);
}
