/** Room for a project's files within its owner's quota (G-08): asked for in pieces, checked with every commit. */
import { AppError } from "../platform/errors.ts";
import { createLock } from "./lock.ts";
import { forgetPast, pastBytes } from "./past-bodies.ts";

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
  /** Answers what the project may grow to, at least `bytes`. Throws STORAGE_001. `spare`: of what no other project has. */
  ask(bytes: number, spare: boolean): Promise<number>;
  tell(bytes: number, room: number): Promise<void>;
  later(work: () => Promise<void>, ms: number): void;
  /** After bodies of earlier versions were let go. */
  forgot(): void;
}

const tellAfter = 2000;
/** Room beyond what is used that a project keeps, and when it gives back what is more. */
const keeps = 1024 * 1024;
const givesBackOver = 8 * 1024 * 1024;

/** How much more of the earlier versions is asked for; less where that is not to be had. */
const shares = [1, 0.5, 0.25];

export function createRoom({ sql, ask, tell, later, forgot }: RoomDeps): Room {
  const exclusive = createLock();
  /** What is about to be written by others that have their room already. */
  let pending = 0;
  let told: number | null = null;
  let waiting = false;
  let asking = false;

  /** From question to answer, what the project has is the meter's to say. */
  const askFor = async (bytes: number, spare = false): Promise<void> => {
    asking = true;
    try {
      setRoom(sql, await ask(bytes, spare));
    } finally {
      asking = false;
    }
  };

  const fits = (): boolean => {
    const { bytes, room } = read(sql);
    return room !== null && bytes + pending <= room;
  };

  /** For earlier versions there is room, or the oldest go. */
  const fitPast = async (): Promise<void> => {
    const { bytes, room } = read(sql);
    const over = room === null ? 0 : bytes + pending + pastBytes(sql) - room;
    if (room === null || over <= 0) return;
    for (const share of shares) {
      try {
        await askFor(room + Math.ceil(over * share), true);
        break;
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
      }
    }
    const now = read(sql);
    const left = (now.room ?? 0) - now.bytes - pending;
    if (pastBytes(sql) <= left) return;
    forgetPast(sql, left, Date.now());
    forgot();
  };

  const report = () =>
    exclusive(async () => {
      waiting = false;
      await fitPast();
      const { bytes, room } = read(sql);
      if (room === null || bytes === told) return;
      const used = bytes + pending + pastBytes(sql);
      const kept = room - used > givesBackOver ? used + keeps : room;
      if (kept !== room) setRoom(sql, kept);
      asking = true;
      try {
        await tell(bytes, kept);
      } finally {
        asking = false;
      }
      told = bytes;
    });

  const changed = (): void => {
    if (waiting) return;
    waiting = true;
    later(report, tellAfter);
  };

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
      changed();
      return kept;
    },
    changed,
  };
}
