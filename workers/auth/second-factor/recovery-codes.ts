import { and, eq, isNull } from "drizzle-orm";
import type { Db, Statement } from "../../platform/db.ts";
import { encodeBase64Url } from "../../platform/hash.ts";
import { recoveryKey } from "./seal.ts";
import { recoveryCode } from "./second-factor.sql.ts";

const count = 10;
/** Crockford's: without the letters people misread. 16 of them are 80 bits. */
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

function newCode(): string {
  const letters = [...crypto.getRandomValues(new Uint8Array(16))].map(
    (byte) => alphabet[byte % 32],
  );
  return (letters.join("").match(/.{4}/g) ?? []).join("-");
}

/** As it was given out, however it was typed: case, spacing, full width, O for 0 and L for 1. */
const normalizeRecoveryCode = (typed: string): string =>
  typed
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[\s\p{Pd}_.]/gu, "")
    .replaceAll("o", "0")
    .replaceAll(/[il]/g, "1");

async function hashOf(siteSecret: string, userId: string, code: string): Promise<string> {
  const text = new TextEncoder().encode(`${userId}:${normalizeRecoveryCode(code)}`);
  const mac = await crypto.subtle.sign("HMAC", await recoveryKey(siteSecret), text);
  return encodeBase64Url(new Uint8Array(mac));
}

/** Ten new codes, to be shown once, and the statements that put them in the place of the old. */
export async function newRecoveryCodes(
  db: Db,
  siteSecret: string,
  userId: string,
): Promise<{ codes: string[]; statements: [Statement, Statement] }> {
  const codes = Array.from({ length: count }, newCode);
  const createdAt = new Date();
  const rows = await Promise.all(
    codes.map(async (code) => ({
      id: crypto.randomUUID(),
      userId,
      codeHash: await hashOf(siteSecret, userId, code),
      createdAt,
    })),
  );
  return {
    codes,
    statements: [
      db.delete(recoveryCode).where(eq(recoveryCode.userId, userId)),
      db.insert(recoveryCode).values(rows),
    ],
  };
}

/** Uses a code up; true for the one caller it worked for. */
export async function useRecoveryCode(
  db: Db,
  siteSecret: string,
  userId: string,
  code: string,
): Promise<boolean> {
  const used = await db
    .update(recoveryCode)
    .set({ usedAt: new Date() })
    .where(
      and(
        eq(recoveryCode.userId, userId),
        eq(recoveryCode.codeHash, await hashOf(siteSecret, userId, code)),
        isNull(recoveryCode.usedAt),
      ),
    )
    .returning({ id: recoveryCode.id });
  return used.length > 0;
}
