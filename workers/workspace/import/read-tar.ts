import { createTarDecoder, type TarHeader } from "modern-tar";
import type { Budget } from "./budget.ts";
import type { EntryType, Intake } from "./intake.ts";
import { asRefusal, watched } from "./streams.ts";
import type { Take } from "./import.ts";

const typeOf = ({ type = "file" }: TarHeader): EntryType => {
  if (type === "file" || type === "directory") return type;
  return type === "link" || type === "symlink" ? "link" : "special";
};

/** Reads a tar as it streams in; each body is taken before the next entry is read. */
export async function readTar(
  source: ReadableStream<Uint8Array>,
  gzip: boolean,
  { budget, intake, take }: { budget: Budget; intake: Intake; take: Take },
): Promise<void> {
  const packed = watched(source, "", (chunk) => budget.packed(chunk.length));
  const plain = gzip ? packed.pipeThrough<Uint8Array>(new DecompressionStream("gzip")) : packed;
  const counted = watched(plain, "", (chunk) => budget.unpacked(chunk.length));
  const reader = counted.pipeThrough(createTarDecoder({ strict: true })).getReader();
  const next = () =>
    reader.read().catch((error: unknown) => {
      throw asRefusal(error, "");
    });
  try {
    for (let entry = await next(); entry.value; entry = await next()) {
      const { header, body } = entry.value;
      if (header.type === "pax-global-header") continue;
      const admitted = intake.admit({ name: header.name, type: typeOf(header) });
      if (admitted?.type === "file") {
        const executable = ((header.mode ?? 0) & 0o111) !== 0;
        await take(
          admitted,
          executable,
          watched(body, admitted.path, () => undefined),
        );
      } else {
        if (admitted) await take(admitted, false, null);
        await body.cancel();
      }
    }
  } catch (error) {
    await reader.cancel(error).catch(() => undefined);
    throw error;
  }
}
