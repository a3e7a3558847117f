const everywhere = new Set(["localhost", "0.0.0.0", "::"]);

/** Where this machine reaches what listens on an address; absent: on `localhost`. */
export function urlOf(ip: string | undefined, port: number): string {
  if (ip === undefined || everywhere.has(ip)) return `http://localhost:${port}`;
  return `http://${ip.includes(":") ? `[${ip}]` : ip}:${port}`;
}
