/** Room for a project's files within its owner's quota (G-08): asked for in pieces, checked with every commit. */
import { AppError } from "../platform/errors.ts";
import { createLock } from "./lock.ts";

type Stored = { bytes: number; room: number | null };

const read = (sql: SqlStorage): Stored => sql.exec<Stored>("SELECT bytes, room FROM stored").one();

const setRoom = (sql: SqlStorage, room: number): void =>
  void sql.exec("UPDATE stored SET room = ?", room);

export const storedBytes = (sql: SqlStorage): number => read(sql).bytes;

/** Call in the transaction that changes the files. Throws STORAGE_001 for what no room was had for. */
export function resize(sql: SqlStorage, grown: number): void {
  const { bytes, room } = sql
    .exec<Stored>("UPDATE stored SET bytes = bytes + ? RETURNING bytes, room", grown)
    .one();
  if (grown > 0 && room !== null && bytes > room) {
    throw new AppError("STORAGE_001", { needed: bytes - room });
  }
}

export interface Room {
  /** Runs what makes the project grow by so many bytes, once there is room. Throws STORAGE_001. */
  within<T>(grows: number, work: () => T): Promise<T>;
  /** Gives back what is not used, for another project of the owner; answers what it keeps, null where it cannot say now. */
  giveBack(): number | null;
  /** After a commit: who keeps the account hears of it soon. */
  changed(): void;
}

interface RoomDeps {
  readonly sql: SqlStorage;
  /** Answers what the project may grow to, at least `bytes`. Throws STORAGE_001. */
  ask(bytes: number): Promise<number>;
  tell(bytes: number, room: number): Promise<void>;
  later(work: () => Promise<void>, ms: number): void;
}

const tellAfter = 2000;
/** Room beyond what is used that a project keeps, and when it gives back what is more. */
const keeps = 1024 * 1024;
const givesBackOver = 8 * 1024 * 1024;

export function createRoom({ sql, ask, tell, later }: RoomDeps): Room {
  const exclusive = createLock();
  /** What is about to be written by others that have their room already. */
  let pending = 0;
  let told: number | null = null;
  let waiting = false;
  let asking = false;

  /** From question to answer, what the project has is the meter's to say. */
  const askFor = async (bytes: number): Promise<void> => {
    asking = true;
    try {
      setRoom(sql, await ask(bytes));
    } finally {
      asking = false;
    }
  };

  const fits = (): boolean => {
    const { bytes, room } = read(sql);
    return room !== null && bytes + pending <= room;
  };

  const report = () =>
    exclusive(async () => {
      waiting = false;
      const { bytes, room } = read(sql);
      if (room === null || bytes === told) return;
      const kept = room - bytes - pending > givesBackOver ? bytes + pending + keeps : room;
      if (kept !== room) setRoom(sql, kept);
      asking = true;
      try {
        await tell(bytes, kept);
      } finally {
        asking = false;
      }
      told = bytes;
    });

  return {
    async within(grows, work) {
      const growth = Math.max(0, grows);
      pending += growth;
      try {
        if (growth > 0 && !fits()) {
          await exclusive(async () => {
            if (!fits()) await askFor(read(sql).bytes + pending);
          });
        }
        return work();
      } finally {
        pending -= growth;
      }
    },
    giveBack() {
      const { bytes, room } = read(sql);
      if (asking || room === null) return null;
      const kept = Math.min(room, bytes + pending);
      setRoom(sql, kept);
      return kept;
    },
    changed() {
      if (waiting) return;
      waiting = true;
      later(report, tellAfter);
    },
  };
}
