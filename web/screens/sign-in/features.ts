const needed: Record<string, () => boolean> = {
  WebSocket: () => "WebSocket" in window,
  IndexedDB: () => "indexedDB" in window,
  "Web Crypto": () => "crypto" in window && "subtle" in crypto,
  Streams: () => "ReadableStream" in window && "TextDecoderStream" in window,
  "CSS :has": () => CSS.supports("selector(:has(*))"),
};

/** U-031: what this browser lacks of what Engawa needs. */
export const missingFeatures = (): string[] =>
  Object.entries(needed)
    .filter(([, has]) => !has())
    .map(([name]) => name);
