import type { Server } from "node:http";

export interface LocalServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Any free port of this machine. */
export async function listen(server: Server): Promise<LocalServer> {
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
