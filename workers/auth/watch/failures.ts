import { networkOf } from "../network.ts";
import type { Found } from "./sign-ins.ts";

export interface Failure {
  /** Null: the address nobody has. */
  readonly userId: string | null;
  readonly ip: string | null;
}

/** Within the hour that is looked at. */
const limits = {
  /** Of one person: more than who forgot a password tries. */
  person: 10,
  personMany: 30,
  personNetworks: 3,
  /** Of one network: an office behind one address signs in more often than it fails. */
  network: 30,
  networkMany: 200,
  /** Different accounts from one network, few tries each. */
  sprayedAccounts: 8,
  sprayedUnknown: 20,
  triesEach: 3,
  /** Failures for each success that are still people. */
  perSuccess: 2,
};

function groupBy<T>(list: readonly T[], keyOf: (one: T) => string | null): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const key = keyOf(one);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}

/** Null: no address, so the machine itself. */
const placeOf = ({ ip }: { readonly ip: string | null }): string | null =>
  ip === null || ip === "" ? null : networkOf(ip);

function ofPerson(userId: string, failures: readonly Failure[]): Found[] {
  const networks = groupBy(failures, placeOf).size;
  if (failures.length < limits.person) return [];
  const many = failures.length >= limits.personMany || networks >= limits.personNetworks;
  return [
    {
      kind: "many_failures",
      severity: many ? "high" : "medium",
      userId,
      ip: null,
      detail: { failures: failures.length, addresses: networks },
    },
  ];
}

function ofNetwork(network: string, failures: readonly Failure[], successes: number): Found[] {
  if (failures.length <= successes * limits.perSuccess) return [];
  const known = groupBy(failures, (one) => one.userId);
  const unknown = failures.filter((one) => one.userId === null).length;
  const each = (failures.length - unknown) / Math.max(1, known.size);
  const detail = { failures: failures.length, accounts: known.size, unknown, successes };
  const found = { userId: null, ip: network, detail };
  const sprayed = known.size >= limits.sprayedAccounts && each <= limits.triesEach;
  if (sprayed || unknown >= limits.sprayedUnknown) {
    return [{ ...found, kind: "password_spraying", severity: "high" }];
  }
  if (failures.length < limits.network) return [];
  const severity = failures.length >= limits.networkMany ? "high" : "medium";
  return [{ ...found, kind: "address_failures", severity }];
}

/** What is wrong about the failed sign-ins of an hour; `successes`: addresses others signed in from. */
export function lookAtFailures(
  failures: readonly Failure[],
  successes: readonly { readonly ip: string | null }[],
): Found[] {
  const signedIn = groupBy(successes, placeOf);
  return [
    ...[...groupBy(failures, (one) => one.userId)].flatMap(([id, some]) => ofPerson(id, some)),
    ...[...groupBy(failures, placeOf)].flatMap(([network, some]) =>
      ofNetwork(network, some, signedIn.get(network)?.length ?? 0),
    ),
  ];
}

/** A key that was taken back and is still tried; from where it was used last it is a script somebody forgot. */
export function lookAtRevokedKey(use: {
  readonly keyId: string;
  readonly name: string;
  readonly userId: string;
  readonly ip: string | null;
  readonly lastUsedIp: string | null;
}): Found {
  const same = use.ip !== null && networkOf(use.ip) === networkOf(use.lastUsedIp);
  return {
    kind: "revoked_key",
    severity: use.ip === null || same ? "low" : "high",
    userId: use.userId,
    ip: use.ip,
    detail: { key: use.name, key_id: use.keyId, known_address: same ? 1 : 0 },
  };
}
