/** What the lying provider is to answer; it travels in the code that the browser brings. */
export interface Script {
  /** Of the id_token; `stranger`: signed by a key that is not the provider's. */
  readonly sign?: "RS256" | "none" | "HS256" | "stranger";
  readonly claims?: Record<string, unknown>;
  /** Leads elsewhere instead of answering. */
  readonly redirect?: string;
  readonly github?: { readonly user: unknown; readonly emails: unknown };
}

const escape = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;

export const codeOf = (script: Script): string =>
  btoa(JSON.stringify(script).replace(/[\u0080-\uffff]/g, escape));
export const scriptOf = (code: string): Script => JSON.parse(atob(code)) as Script;
