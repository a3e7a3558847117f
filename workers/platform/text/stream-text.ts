/**
 * Read as fast as it is taken, and no further where nobody takes it any more. `end` hears once whether
 * all of it was taken. It is told here, not by a generator around the pieces: each layer of those keeps
 * half of what goes through it until long after.
 */
export function streamText(
  pieces: AsyncGenerator<string | Uint8Array>,
  end: (isWhole: boolean) => Promise<void>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let told = false;
  const tell = async (isWhole: boolean) => {
    if (told) return;
    told = true;
    await end(isWhole);
  };
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next().catch(async (error: unknown) => {
        await tell(false);
        throw error;
      });
      if (!done) {
        controller.enqueue(typeof value === "string" ? encoder.encode(value) : value);
        return;
      }
      await tell(true);
      controller.close();
    },
    async cancel() {
      try {
        await pieces.return(undefined);
      } finally {
        await tell(false);
      }
    },
  });
}
