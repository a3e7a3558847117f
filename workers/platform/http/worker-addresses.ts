/** What the Worker answers itself, as wrangler writes patterns; all else is a page or a file of the SPA. */
export const workerAddresses = [
  "/api",
  "/api/*",
  "/ws/*",
  "/auth/callback/*",
  "/openapi.json",
  "/docs",
  "/metrics",
  "/dev/mail",
  "/dev/mail/*",
] as const;

export const isWorkerAddress = (path: string): boolean =>
  workerAddresses.some((one) =>
    one.endsWith("/*") ? path.startsWith(one.slice(0, -1)) : path === one,
  );
