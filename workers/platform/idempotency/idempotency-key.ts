import { AppError } from "../errors.ts";
import type { AppContext } from "../http/http.ts";

/** The caller's `Idempotency-Key`; throws REQUEST_001 where it is none. */
export function readIdempotencyKey(c: AppContext): string | undefined {
  const key = c.req.header("idempotency-key");
  if (key === undefined || /^[\x21-\x7e]{1,255}$/.test(key)) return key;
  const message = "1 to 255 visible ASCII characters";
  throw new AppError("REQUEST_001", undefined, [{ path: "header.idempotency-key", message }]);
}
