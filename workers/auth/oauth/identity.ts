import * as v from "valibot";
import { Email, Name } from "#contract/common";

/** Who somebody is at a provider, as it vouches for them. */
export interface Identity {
  readonly provider: string;
  readonly subject: string;
  /** Lower case. */
  readonly email: string | null;
  /** The provider has seen that the address is theirs. */
  readonly emailVerified: boolean;
  readonly name: string | null;
  /** When they last proved it there, Unix milliseconds; null where the provider does not say. */
  readonly authenticatedAt: number | null;
}

/** What the browser brings back, and what it set out with. */
export interface Grant {
  readonly code: string;
  readonly verifier: string;
  readonly nonce: string;
  readonly redirectUri: string;
}

/** By the rule that every address here keeps; what is none is as good as not said. */
export const normalEmail = (email: string | null | undefined): string | null => {
  const read = v.safeParse(Email, email);
  return read.success ? read.output : null;
};

const PersonName = Name(100);

/** As a name is kept here: spaces for what breaks the line or turns it around; null where nothing is left to see. */
export function normalName(name: string | null | undefined): string | null {
  const line = (name ?? "").replace(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, " ");
  // A character cut in two is none.
  const read = v.safeParse(
    PersonName,
    line
      .trim()
      .slice(0, 100)
      .replace(/\p{Cs}$/u, ""),
  );
  return read.success ? read.output : null;
}
