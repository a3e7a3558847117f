const steps = ["B", "KB", "MB", "GB", "TB", "PB"];

/** Bytes for reading, e.g. `1.0 GB` (of 1024 each), as document A writes them. */
export function displayBytes(bytes: number): string {
  let value = bytes;
  let step = 0;
  // What would be written as 1024.0 is 1.0 of the next.
  while ((step === 0 ? value : Number(value.toFixed(1))) >= 1024 && step < steps.length - 1) {
    value /= 1024;
    step += 1;
  }
  return step === 0 ? `${value} B` : `${value.toFixed(1)} ${steps[step]}`;
}
