import { updateAccount } from "#contract/account";
import type { JsonInput } from "#contract/endpoint";
import { call } from "../client/call.ts";

/** Apart, so that the account's contract loads only when something is chosen. */
export const savePreference = (json: JsonInput<typeof updateAccount>): Promise<unknown> =>
  call(updateAccount, { json });
