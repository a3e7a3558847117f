/**
 * Serves the bundled Worker until it is ended: what `serve` starts as a process of its own.
 * Arguments: `--bundle FOLDER --port N --ip ADDRESS --state FOLDER --env-file FILE`.
 */
import { readFileSync } from "node:fs";
import { parseArgs, parseEnv } from "node:util";
import { onEnd } from "../setup/children.ts";
import { serveBundle } from "./serve-bundle.ts";

const text = { type: "string", default: "" } as const;
const { values } = parseArgs({
  options: { bundle: text, port: text, ip: text, state: text, "env-file": text },
});

const env = parseEnv(readFileSync(values["env-file"], "utf8")) as Record<string, string>;
const { bundle, ip, state } = values;
const say = (message: string) => console.log(message);
const server = await serveBundle({ bundle, port: Number(values.port), ip, state, env, say });
onEnd(() => server.stop());
