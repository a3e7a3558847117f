import type { AppContext } from "../../platform/http/http.ts";

/** Where an address is said to be. */
export interface Place {
  readonly country: string | null;
  readonly city: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

const nowhere: Place = { country: null, city: null, latitude: null, longitude: null };

/** To a tenth of a degree, some ten kilometres: addresses are placed no better, and no more is needed. */
function coordinate(value: unknown, most: number): number | null {
  const read = typeof value === "string" && value !== "" ? Number(value) : Number.NaN;
  return Math.abs(read) <= most ? Math.round(read * 10) / 10 : null;
}

/** What Cloudflare says of a request; a machine of one's own is nowhere. */
export function placeOf(c: AppContext): Place {
  const cf = c.req.raw.cf;
  if (cf === undefined || c.env.ENVIRONMENT === "local") return nowhere;
  const country = typeof cf["country"] === "string" ? cf["country"] : "";
  const latitude = coordinate(cf["latitude"], 90);
  const longitude = coordinate(cf["longitude"], 180);
  const both = latitude !== null && longitude !== null;
  return {
    // XX: nobody knows.
    country: /^[A-Z][A-Z0-9]$/.test(country) && country !== "XX" ? country : null,
    city: typeof cf["city"] === "string" ? cf["city"].slice(0, 100) : null,
    latitude: both ? latitude : null,
    longitude: both ? longitude : null,
  };
}
