import { connect, createServer, type Socket } from "node:net";

/** A connection to a server that can be cut, as when somebody walks out of the Wi-Fi. */
export interface Line {
  /** The server's address through this line. */
  readonly url: string;
  /** Ends what is open and lets nothing new through. */
  cut(): void;
  restore(): void;
  close(): Promise<void>;
}

export async function openLine(server: string): Promise<Line> {
  const target = new URL(server);
  const open = new Set<Socket>();
  let broken = false;
  const keep = (socket: Socket) => {
    open.add(socket);
    socket.on("error", () => socket.destroy());
    socket.once("close", () => open.delete(socket));
    return socket;
  };
  const proxy = createServer((near) => {
    if (broken) return near.destroy();
    const far = keep(connect(Number(target.port), target.hostname));
    keep(near).pipe(far).pipe(near);
  });
  await new Promise<void>((done) => proxy.listen(0, "localhost", done));
  const address = proxy.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const drop = () => open.forEach((socket) => socket.destroy());
  return {
    url: `http://localhost:${address.port}`,
    cut() {
      broken = true;
      drop();
    },
    restore() {
      broken = false;
    },
    close: () =>
      new Promise((done) => {
        proxy.close(() => done());
        drop();
      }),
  };
}
