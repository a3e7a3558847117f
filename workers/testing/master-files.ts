/** Files of master data as an administrator brings them. */
import * as contract from "#contract/master";
import type { MasterImportAnswer, MasterKind } from "#contract/master";
import { addressOf, request, type Person } from "./people.ts";

/** In the name of who is signed in when it is called. */
export function bringer(who: () => Person) {
  function send(
    target: string,
    text: string,
    fields: Record<string, string>,
    name = "a.csv",
    as: Person = who(),
  ) {
    const form = new FormData();
    form.set("target", target);
    form.set("file", new File([text], name));
    for (const [key, value] of Object.entries(fields)) form.set(key, value);
    return request("POST", addressOf(contract.importMaster), { as, body: form });
  }
  const look = async (target: MasterKind, text: string) =>
    (await (await send(target, text, { dry_run: "true" })).json()) as MasterImportAnswer;
  const bring = async (target: MasterKind, text: string) => {
    const { token } = await look(target, text);
    return (await (await send(target, text, { token: token ?? "" })).json()) as MasterImportAnswer;
  };
  return { send, look, bring };
}
