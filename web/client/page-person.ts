import type { Endpoint } from "#contract/endpoint";

let madeFor: () => string | null = () => null;

/** Says for whom this page is made; null: for nobody. */
export function callFor(person: () => string | null): void {
  madeFor = person;
}

/** A browser's WebSocket takes no headers: its address says for whom the page is made. */
export const pagePerson = (): string | null => madeFor();

/** The server does nothing as somebody else who signed in beside this page (AUTH_024); what anybody may call stays theirs. */
export function personHeader(spec: Endpoint): Record<string, string> {
  const id = spec.access === "public" ? null : madeFor();
  return id === null ? {} : { "engawa-user": id };
}
