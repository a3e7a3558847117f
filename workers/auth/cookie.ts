import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { jwtVerify, SignJWT } from "jose";
import type { AppContext } from "../platform/http/http.ts";

const algorithm = "HS256";
const audience = "engawa-login";
/** Another one, so that neither cookie passes for the other. */
const actingAudience = "engawa-acting";

/** Some browsers refuse Secure cookies on plain http at localhost, so that origin gets another name. */
const isSecure = (c: AppContext): boolean => new URL(c.req.url).protocol === "https:";
export const cookieNameAt = (address: string): string =>
  new URL(address).protocol === "https:" ? "__Host-engawa" : "engawa_login";
const cookieName = (c: AppContext): string => cookieNameAt(c.req.url);

function signingKey(secret: string): Uint8Array {
  if (secret.length < 32) throw new Error("SECRET_KEY needs at least 32 characters");
  return new TextEncoder().encode(secret);
}

export const newLoginSecret = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes));
};

interface Secret {
  readonly secret: string;
  readonly expires: Date;
}

const sign = (c: AppContext, { secret, expires }: Secret, of: string): Promise<string> =>
  new SignJWT({ sec: secret })
    .setProtectedHeader({ alg: algorithm })
    .setAudience(of)
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(signingKey(c.env.SECRET_KEY));

const options = (c: AppContext, expires: Date) =>
  ({ httpOnly: true, secure: isSecure(c), sameSite: "Lax", path: "/", expires }) as const;

export async function writeLoginCookie(
  c: AppContext,
  secret: string,
  expires: Date,
): Promise<void> {
  const token = await sign(c, { secret, expires }, audience);
  setCookie(c, cookieName(c), token, options(c, expires));
}

const actingCookieName = (c: AppContext): string =>
  isSecure(c) ? "__Host-engawa-acting" : "engawa_acting";

/** Beside the login cookie, which stays the administrator's own (T-24). */
export async function writeActingCookie(c: AppContext, one: Secret): Promise<void> {
  setCookie(c, actingCookieName(c), await sign(c, one, actingAudience), options(c, one.expires));
}

export const clearActingCookie = (c: AppContext): void => {
  deleteCookie(c, actingCookieName(c), { path: "/", secure: isSecure(c) });
};

export const clearLoginCookie = (c: AppContext): void => {
  deleteCookie(c, cookieName(c), { path: "/", secure: isSecure(c) });
};

export const hasLoginCookie = (c: AppContext): boolean => getCookie(c, cookieName(c)) !== undefined;

const deviceCookieName = (c: AppContext): string =>
  isSecure(c) ? "__Host-engawa-device" : "engawa_device";
/** As long as browsers keep a cookie. */
const deviceLife = 400 * 86_400;

/** What this browser is known again by; it lets nobody in. */
export const readDeviceCookie = (c: AppContext): string | undefined =>
  getCookie(c, deviceCookieName(c));

export const writeDeviceCookie = (c: AppContext, device: string): void =>
  setCookie(c, deviceCookieName(c), device, {
    httpOnly: true,
    secure: isSecure(c),
    sameSite: "Lax",
    path: "/",
    maxAge: deviceLife,
  });

/** The secret of a token whose signature and date hold. */
async function verify(c: AppContext, token: string | undefined, of: string) {
  if (!token) return undefined;
  try {
    const { payload } = await jwtVerify(token, signingKey(c.env.SECRET_KEY), {
      audience: of,
      algorithms: [algorithm],
    });
    return typeof payload["sec"] === "string" ? payload["sec"] : undefined;
  } catch {
    return undefined;
  }
}

/** Whether its login still holds is D1's to say. */
export const readLoginCookie = (c: AppContext): Promise<string | undefined> =>
  verify(c, getCookie(c, cookieName(c)), audience);

export const readActingCookie = (c: AppContext): Promise<string | undefined> =>
  verify(c, getCookie(c, actingCookieName(c)), actingAudience);
