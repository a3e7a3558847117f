import type { FindingDetail, FindingKind, FindingSeverity } from "#contract/admin-security";
import { hour } from "../../platform/durations.ts";
import { networkOf } from "../network.ts";

export interface Found {
  readonly kind: FindingKind;
  readonly severity: FindingSeverity;
  readonly userId: string | null;
  readonly ip: string | null;
  readonly detail: FindingDetail;
}

/** A sign-in as far as it can look wrong. */
export interface SignIn {
  /** Unix milliseconds. */
  readonly at: number;
  readonly ip: string | null;
  /** What tells the browser, whatever its address. */
  readonly device: string | null;
  readonly country: string | null;
  readonly city: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

type Verdict = Pick<Found, "kind" | "severity" | "detail">;

/** Places of addresses are guesses: within a country they may be this far off. */
const farKm = 500;
/** Faster than people fly. */
const fastKmh = 900;
const earthKm = 6371;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Along the surface, in kilometres. */
export function distanceKm(a: readonly [number, number], b: readonly [number, number]): number {
  const [lat1, lon1, lat2, lon2] = [...a, ...b].map(radians) as [number, number, number, number];
  const half =
    Math.sin((lat2 - lat1) / 2) ** 2 +
    Math.cos(lat1) * Math.cos(lat2) * Math.sin((lon2 - lon1) / 2) ** 2;
  return 2 * earthKm * Math.asin(Math.min(1, Math.sqrt(half)));
}

const pointOf = ({ latitude, longitude }: SignIn): [number, number] | null =>
  latitude === null || longitude === null ? null : [latitude, longitude];

const isKnown = (before: readonly SignIn[], { device }: SignIn): boolean =>
  device !== null && before.some((one) => one.device === device);

/** How many sign-ins tell where somebody is at home. */
const atHome = 3;

/** A country the person never signed in from. Who travels brings the same browser along. */
function newCountry(before: readonly SignIn[], now: SignIn): Verdict | null {
  const located = before.filter((one) => one.country !== null);
  if (now.country === null || located.length < atHome) return null;
  if (located.some((one) => one.country === now.country)) return null;
  const known = isKnown(before, now);
  return {
    kind: "new_country",
    severity: known ? "low" : "medium",
    detail: {
      country: now.country,
      city: now.city,
      usual: located[0]?.country ?? null,
      known_device: known ? 1 : 0,
    },
  };
}

/** Two places no plane lies between. The same browser at both is a network that ends elsewhere. */
function impossibleTravel(before: readonly SignIn[], now: SignIn): Verdict | null {
  const here = pointOf(now);
  if (here === null) return null;
  for (const one of before) {
    const there = pointOf(one);
    if (there === null || (one.device !== null && one.device === now.device)) continue;
    const km = distanceKm(there, here);
    const hours = Math.max(0, now.at - one.at) / hour;
    if (km < farKm || km <= fastKmh * hours) continue;
    return {
      kind: "impossible_travel",
      severity: isKnown(before, now) ? "medium" : "high",
      detail: {
        from: [one.city, one.country].filter(Boolean).join(", ") || null,
        to: [now.city, now.country].filter(Boolean).join(", ") || null,
        km: Math.round(km),
        minutes: Math.round(hours * 60),
      },
    };
  }
  return null;
}

/** Within an hour. A phone changes its address, not its browser. */
const crowd = { networks: 5, devices: 3 };

function manyAddresses(before: readonly SignIn[], now: SignIn): Verdict | null {
  const lately = [now, ...before].filter((one) => now.at - one.at < hour && one.ip !== null);
  const count = (values: readonly (string | null)[]) => new Set(values.filter(Boolean)).size;
  const networks = count(lately.map((one) => networkOf(one.ip)));
  const devices = count(lately.map((one) => one.device));
  const countries = count(lately.map((one) => one.country));
  if (networks < crowd.networks || devices < crowd.devices) return null;
  return {
    kind: "many_addresses",
    severity: countries > 1 ? "high" : "medium",
    detail: { addresses: networks, devices, countries },
  };
}

/** What is wrong about a sign-in, seen beside those before it, the newest first. */
export const lookAtSignIn = (before: readonly SignIn[], now: SignIn): Verdict[] =>
  [newCountry, impossibleTravel, manyAddresses].flatMap((look) => look(before, now) ?? []);
