import type { ClientFrame, ServerFrame } from "#contract/frames";

type Refusal = Extract<ServerFrame, { type: "error" }>["error"];

/** A command the server refused, or that never reached it (NETWORK_001). */
export class CommandError extends Error {
  constructor(
    readonly code: string,
    readonly reason: string,
    message: string,
    /** Of a limit that was met: which, how much of it is used, when it resets. */
    readonly details?: Refusal["details"],
  ) {
    super(message);
  }
}

interface Waiting {
  frame: ClientFrame;
  resolve(): void;
  reject(error: CommandError): void;
}

export interface Outbox {
  add(frame: ClientFrame): Promise<void>;
  settle(id: string, refusal?: Refusal): void;
  /** Commands without an answer, oldest first: what a new connection must carry again. */
  waiting(): ClientFrame[];
  /** Nothing will be answered any more. */
  fail(): void;
}

/** Commands on their way. A newer draft replaces an older one that is still waiting. */
export function createOutbox(): Outbox {
  const held = new Map<string, Waiting>();
  return {
    add: (frame) =>
      new Promise((resolve, reject) => {
        if (frame.type === "draft.save") dropDrafts(held);
        held.set(frame.id, { frame, resolve, reject });
      }),
    settle: (id, refusal) => {
      const waiting = held.get(id);
      held.delete(id);
      if (refusal) {
        const { code, reason, message, details } = refusal;
        waiting?.reject(new CommandError(code, reason, message, details));
      } else waiting?.resolve();
    },
    waiting: () => [...held.values()].map(({ frame }) => frame),
    fail: () => {
      for (const { reject } of held.values())
        reject(new CommandError("NETWORK_001", "network_error", ""));
      held.clear();
    },
  };
}

function dropDrafts(held: Map<string, Waiting>): void {
  for (const [id, waiting] of held) {
    if (waiting.frame.type !== "draft.save") continue;
    waiting.resolve();
    held.delete(id);
  }
}
