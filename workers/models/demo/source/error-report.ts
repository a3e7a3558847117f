/** An error message as people paste it: Python tracebacks, Node stacks, compiler lines, one-liners. */
export interface Frame {
  readonly file: string | null;
  readonly line: number | null;
  readonly name: string | null;
}

export interface ErrorReport {
  /** `TypeError`, `TS2532`, … */
  readonly kind: string;
  readonly message: string;
  /** The place to look at first comes first. */
  readonly frames: readonly Frame[];
}

const foreign = /site-packages|node_modules|\/lib\/python|^node:|internal\/|^<|dist-packages/;
const kindLine =
  /(?<![\w.])((?:[a-z_]\w*\.)*[A-Z]\w*(?:Error|Exception|NotFound|Iteration))\b(?:\s*[:：]\s*([^\n]*))?/gm;
const bareMessages =
  /(Cannot (?:read|set) propert(?:y|ies)[^\n]*|[\w.$]+ is not (?:a function|defined|iterable)[^\n]*|'NoneType' object[^\n]*|Object is possibly '?(?:undefined|null)[^\n]*)/;

export function parseErrorReport(text: string): ErrorReport | null {
  const compiler =
    /([\w@./\\-]+\.[cm]?tsx?)(?:\((\d+),\d+\)|:(\d+):\d+)(?::| -)\s*error\s*(TS\d+):\s*([^\n]*)/.exec(
      text,
    );
  if (compiler) {
    const [, file = "", a, b, kind = "", message = ""] = compiler;
    return { kind, message, frames: [{ file: tidy(file), line: Number(a ?? b), name: null }] };
  }
  const python = pythonFrames(text);
  const frames = python.length > 0 ? python : [...nodeFrames(text), ...wordFrames(text)];
  const kinds = [...text.matchAll(kindLine)];
  const match = python.length > 0 ? kinds.at(-1) : kinds[0];
  const message = match?.[2] ?? bareMessages.exec(text)?.[1];
  if (match === undefined && message === undefined) return null;
  return {
    kind: match?.[1]?.replace(/^.*\./, "") ?? "TypeError",
    message: (message ?? "")
      .replace(/\s+in\s+[\w$]+\(\).*$/, "")
      .replace(/\s+at\s+(?:line\s+\d+|[\w$.<>]+\s*\().*$/, "")
      .trim(),
    frames,
  };
}

/** The last of the project's own comes first. */
function pythonFrames(text: string): Frame[] {
  const all = [...text.matchAll(/File "([^"]+)", line (\d+)(?:, in (\S+))?/g)].map(
    ([, file = "", line, name]): Frame => ({
      file: tidy(file),
      line: Number(line),
      name: name === undefined || name.startsWith("<") ? null : name,
    }),
  );
  const own = all.filter((frame) => !foreign.test(frame.file ?? ""));
  return (own.length > 0 ? own : all).reverse();
}

function nodeFrames(text: string): Frame[] {
  const pattern =
    /(?:\bat\s+(?:async\s+)?(?:new\s+)?([\w$.<>#]+)\s+(?:\[as [^\]]+\]\s+)?\(|\bat\s+|\(|^)((?:file:\/\/)?[^\s():"']+\.\w+):(\d+)(?::\d+)?\)?/gm;
  const all = [...text.matchAll(pattern)].map(([, name, file = "", line]): Frame => ({
    file: tidy(file),
    line: Number(line),
    name: name?.replace(/^.*[.#]/, "").replace(/^<.*>$/, "") || null,
  }));
  return all.filter((frame) => !foreign.test(frame.file ?? ""));
}

/** "at line 45 in process_data()", 「45行目」, "in main.py". */
function wordFrames(text: string): Frame[] {
  const line = /\bline\s+(\d+)|(\d+)\s*行目/i.exec(text);
  const name =
    /\bin\s+(?:function\s+|method\s+)?([A-Za-z_$][\w$]*)\s*\(\)/.exec(text)?.[1] ??
    /([A-Za-z_$][\w$]*)\s*(?:\(\))?\s*(?:関数|メソッド)/.exec(text)?.[1];
  const file = /([\w@./-]+\.(?:py|[cm]?[jt]sx?))\b/.exec(text)?.[1];
  if (line === null && name === undefined && file === undefined) return [];
  return [
    {
      file: file === undefined ? null : tidy(file),
      line: line === null ? null : Number(line[1] ?? line[2]),
      name: name ?? null,
    },
  ];
}

/** Relative to where projects usually lie on the machines errors come from. */
const tidy = (file: string): string =>
  file
    .replaceAll("\\", "/")
    .replace(/^file:\/\//, "")
    .replace(/^\/(?:workspace|app|usr\/src\/app|code)\//, "");
