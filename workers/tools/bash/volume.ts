/** One mounted tree of the shell: the project, or the scratch space at /tmp. Paths as in ToolFiles. */
export interface VolumeEntry {
  readonly name: string;
  readonly directory: boolean;
  readonly size: number;
  readonly mode: number;
  /** Unix milliseconds. */
  readonly modified_at: number;
}

export interface Volume {
  stat(path: string): VolumeEntry | undefined;
  /** Children of a directory that exists. */
  list(path: string): VolumeEntry[];
  read(path: string): Promise<Uint8Array>;
  /** Throws where `write` would be refused. */
  assertWritable(path: string): void;
  write(path: string, body: Uint8Array): Promise<void>;
  makeDirectory(path: string): void;
  /** The entry with everything below it. */
  remove(path: string): void;
  /** Within the volume; replaces a file at `to`. */
  move(from: string, to: string): void;
  setMode(path: string, mode: number): void;
}

export const directoryMode = 0o755;
export const fileMode = (executable: boolean): number => (executable ? 0o755 : 0o644);

export const baseName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
