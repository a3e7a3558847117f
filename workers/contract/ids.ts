import * as v from "valibot";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** A UUID in lower case. */
export const Id = v.pipe(v.string(), v.toLowerCase(), v.regex(uuid, "not a UUID"));

/** C-02: shown as `sess_<uuid>`, accepted with and without the prefix; inside it is the UUID. */
export const SessionId = v.pipe(
  v.string(),
  v.toLowerCase(),
  v.transform((text) => (text.startsWith("sess_") ? text.slice(5) : text)),
  v.regex(uuid, "not a session id"),
);

/** Of either form. */
export const showSessionId = (id: string): string => `sess_${id.replace(/^sess_/, "")}`;

export const newId = (): string => crypto.randomUUID();
