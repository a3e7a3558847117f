/** Who somebody is at a provider, as it vouches for them. */
export interface Identity {
  readonly provider: string;
  readonly subject: string;
  /** Lower case. */
  readonly email: string | null;
  /** The provider has seen that the address is theirs. */
  readonly emailVerified: boolean;
  readonly name: string | null;
}

/** What the browser brings back, and what it set out with. */
export interface Grant {
  readonly code: string;
  readonly verifier: string;
  readonly nonce: string;
  readonly redirectUri: string;
}

export const normalEmail = (email: string | null | undefined): string | null => {
  const text = email?.trim().toLowerCase() ?? "";
  return text === "" || text.length > 254 ? null : text;
};
