import type { MiddlewareHandler } from "hono";
import type { AppEnv } from "./http.ts";
import { log } from "../log.ts";
import { isUnguarded } from "../site-mode.ts";

const page = `Engawa

ENABLE_AUTH=false のため停止しています。この設定ではサインインがなく、アドレスを知る人は誰でも
すべてのファイルを読み書きできます。それでよければ SINGLE_USER_ACKNOWLEDGED=true を設定し、
そうでなければ ENABLE_AUTH を消して、もう一度デプロイしてください。

Stopped, because ENABLE_AUTH=false. There would be no sign-in: whoever knows the address could read
and write every file. If that is meant, set SINGLE_USER_ACKNOWLEDGED=true; otherwise remove
ENABLE_AUTH, and deploy again.
`;

/** A site without sign-in does nothing in the world until that was acknowledged. */
export const refuseUnguarded: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (!isUnguarded(c.env)) return next();
  log("error", "site_unguarded", { set: "SINGLE_USER_ACKNOWLEDGED=true, or remove ENABLE_AUTH" });
  return c.text(page, 503, { "Retry-After": "3600" });
};
