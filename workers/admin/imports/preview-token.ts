/** What a preview hands out and the run asks for (T-29): this file, for this purpose, by this person, onto what it showed, within 30 minutes. */
import { jwtVerify, SignJWT } from "jose";
import type { Env } from "../../platform/env.ts";
import { AppError } from "../../platform/errors.ts";

export interface Preview {
  /** `users`, or which master data. */
  readonly purpose: string;
  readonly user_id: string;
  /** SHA-256 of the file, and what else it is read by. */
  readonly hash: string;
  /** A digest of what the file takes the place of, where the preview shows it. */
  readonly state?: string;
}

/** Apart from the cookie's key: neither is taken for the other. */
const keyOf = (env: Env) => new TextEncoder().encode(`import preview:${env.SECRET_KEY}`);

export const signPreview = (
  env: Env,
  { purpose, user_id, hash, state }: Preview,
): Promise<string> =>
  new SignJWT({ hash, state })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(user_id)
    .setAudience(purpose)
    .setJti(crypto.randomUUID())
    .setIssuedAt()
    .setExpirationTime("30m")
    .sign(keyOf(env));

/** The preview: its id, which is good for one run, and what it showed. Throws BULK_001. */
export async function requirePreview(
  env: Env,
  token: string | undefined,
  { purpose, user_id, hash }: Preview,
): Promise<{ readonly id: string; readonly state: unknown }> {
  const checks = { algorithms: ["HS256"], audience: purpose, subject: user_id };
  const found = await jwtVerify(token ?? "", keyOf(env), checks).catch(() => null);
  const id = found?.payload.jti;
  if (id === undefined || found?.payload["hash"] !== hash) throw new AppError("BULK_001");
  return { id, state: found.payload["state"] };
}
