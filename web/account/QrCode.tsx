import { encodeQR } from "qr";
import { createMemo } from "solid-js";

/** Quiet zone around the code, in modules. */
const margin = 4;

/** Dark modules as one path: a stroke of unit squares a row. */
export function qrPath(text: string): { path: string; size: number } {
  const rows = encodeQR(text, "raw", { border: margin });
  const path = rows
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
  return { path, size: rows.length };
}

/** Drawn here, so that the secret in it never leaves the page. Dark on light in both themes. */
export function QrCode(props: { text: string; label: string }) {
  const code = createMemo(() => qrPath(props.text));
  return (
    <svg
      role="img"
      aria-label={props.label}
      viewBox={`0 0 ${code().size} ${code().size}`}
      shape-rendering="crispEdges"
      class="size-44 rounded-md border border-line"
    >
      <rect width="100%" height="100%" fill="#ffffff" />
      <path d={code().path} fill="#000000" />
    </svg>
  );
}
