import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { jwtVerify, SignJWT } from "jose";
import type { AppContext } from "../platform/http.ts";

const algorithm = "HS256";
const audience = "engawa-login";

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

export async function writeLoginCookie(
  c: AppContext,
  secret: string,
  expires: Date,
): Promise<void> {
  const token = await new SignJWT({ sec: secret })
    .setProtectedHeader({ alg: algorithm })
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(signingKey(c.env.SECRET_KEY));
  setCookie(c, cookieName(c), token, {
    httpOnly: true,
    secure: isSecure(c),
    sameSite: "Lax",
    path: "/",
    expires,
  });
}

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

/** The secret of a cookie whose signature and date hold; whether its login still does is D1's to say. */
export async function readLoginCookie(c: AppContext): Promise<string | undefined> {
  const token = getCookie(c, cookieName(c));
  if (!token) return undefined;
  try {
    const { payload } = await jwtVerify(token, signingKey(c.env.SECRET_KEY), {
      audience,
      algorithms: [algorithm],
    });
    return typeof payload["sec"] === "string" ? payload["sec"] : undefined;
  } catch {
    return undefined;
  }
}
