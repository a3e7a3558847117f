/** The life of an open file between the editor and the server. Versions are the server's. */
export type SaveState =
  | { readonly phase: "saved"; readonly version: number; readonly newest: number }
  /** Edits wait for a pause. */
  | { readonly phase: "dirty"; readonly version: number; readonly newest: number }
  /** `edited`: more was typed since the save began. */
  | {
      readonly phase: "saving";
      readonly version: number;
      readonly newest: number;
      readonly edited: boolean;
    }
  /** The edits are kept as a local draft; the next edit or command tries again. */
  | { readonly phase: "failed"; readonly version: number; readonly newest: number }
  /** Edits here and a newer version there: a person decides. */
  | { readonly phase: "conflict"; readonly version: number; readonly newest: number }
  /** Deleted or moved by somebody else; `edited`: there are edits that exist only here. */
  | {
      readonly phase: "gone";
      readonly version: number;
      readonly newest: number;
      readonly edited: boolean;
    };

export type SaveEvent =
  | { readonly type: "edit" }
  | { readonly type: "save" }
  | { readonly type: "done"; readonly version: number }
  | { readonly type: "fail" }
  /** 412: the server holds `version`. */
  | { readonly type: "stale"; readonly version: number }
  /** Somebody else wrote `version`. */
  | { readonly type: "external"; readonly version: number }
  | { readonly type: "deleted" }
  /** The buffer now holds exactly what the server has at `version`. */
  | { readonly type: "loaded"; readonly version: number }
  /** The buffer now holds a draft that was typed on version `base`. */
  | { readonly type: "restored"; readonly base: number }
  /** A person decided: what is in the buffer replaces `version`. */
  | { readonly type: "decided"; readonly version: number };

export const savedAt = (version: number): SaveState => ({
  phase: "saved",
  version,
  newest: version,
});

/** A clean buffer that somebody else's change has passed: load it again. */
export const isBehind = (state: SaveState): boolean =>
  state.phase === "saved" && state.newest > state.version;

/** Whether closing would lose something. */
export const hasEdits = (state: SaveState): boolean =>
  state.phase === "gone" ? state.edited : state.phase !== "saved";

const settle = (version: number, newest: number, edited: boolean): SaveState => {
  if (!edited) return { phase: "saved", version, newest: Math.max(version, newest) };
  return { phase: newest > version ? "conflict" : "dirty", version, newest };
};

export function saveReducer(state: SaveState, event: SaveEvent): SaveState {
  const { version, newest } = state;
  switch (event.type) {
    case "edit":
      if (state.phase === "saving" || state.phase === "gone") return { ...state, edited: true };
      if (state.phase === "conflict") return state;
      return { phase: newest > version ? "conflict" : "dirty", version, newest };
    case "save":
      return state.phase === "dirty" || state.phase === "failed"
        ? { phase: "saving", version, newest, edited: false }
        : state;
    case "done":
      return state.phase === "saving" ? settle(event.version, newest, state.edited) : state;
    case "fail":
      return state.phase === "saving" ? { phase: "failed", version, newest } : state;
    case "stale":
      return state.phase === "saving"
        ? { phase: "conflict", version, newest: Math.max(newest, event.version) }
        : state;
    case "external": {
      if (event.version <= newest && state.phase !== "gone") return state;
      if (state.phase === "saving") return { ...state, newest: event.version };
      if (state.phase === "gone") return settle(version, event.version, state.edited);
      const edited = hasEdits(state);
      return edited
        ? { phase: "conflict", version, newest: event.version }
        : { phase: "saved", version, newest: event.version };
    }
    case "deleted":
      return { phase: "gone", version, newest, edited: hasEdits(state) };
    case "loaded":
      return savedAt(event.version);
    case "restored":
      return settle(event.base, newest, true);
    case "decided":
      return { phase: "dirty", version: event.version, newest: event.version };
    default:
      return event satisfies never;
  }
}

export type Indicator = "saved" | "saving" | "failed";

/** U-184 Q3: white, yellow, red. */
export const indicatorOf = (state: SaveState): Indicator => {
  if (state.phase === "saved") return "saved";
  return state.phase === "dirty" || state.phase === "saving" ? "saving" : "failed";
};
