/** The body of an answer, told as it comes. Throws what the line throws. */
export async function readAll(
  answer: Response,
  type: string,
  onBytes: (received: number) => void,
): Promise<Blob> {
  const reader = answer.body?.getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let received = 0;
  for (;;) {
    const next = await reader?.read();
    if (next === undefined || next.done) return new Blob(parts, { type });
    parts.push(next.value);
    received += next.value.byteLength;
    onBytes(received);
  }
}
