import type { Env } from "../platform/env.ts";
import * as sealed from "../platform/seal.ts";

/** ENCRYPTION_KEY where the site has one. */
const keyOf = (env: Pick<Env, "SECRET_KEY" | "ENCRYPTION_KEY">): Promise<CryptoKey> =>
  sealed.sealingKey(env.ENCRYPTION_KEY || env.SECRET_KEY, {
    salt: "engawa alert channel",
    info: "v1",
  });

/** Opens for this channel only. */
export const seal = async (env: Env, channelId: string, text: string): Promise<string> =>
  sealed.seal(await keyOf(env), channelId, new TextEncoder().encode(text));

/** Throws where the text was made for another channel, under another secret, or changed. */
export const unseal = async (env: Env, channelId: string, text: string): Promise<string> =>
  new TextDecoder().decode(await sealed.unseal(await keyOf(env), channelId, text));
