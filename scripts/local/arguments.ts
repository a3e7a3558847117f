import { parseArgs } from "node:util";

export interface LocalArguments {
  readonly port: number | undefined;
  readonly ip: string | undefined;
  /** Show the server's own output. */
  readonly verbose: boolean;
}

/** `--port N`, `--host ADDRESS` and `--verbose`; PORT of the environment stands in for the first. */
export function readArguments(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): LocalArguments {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      port: { type: "string" },
      host: { type: "string" },
      verbose: { type: "boolean", default: false },
    },
  });
  const text = values.port ?? (env["PORT"] === "" ? undefined : env["PORT"]);
  const port = text === undefined ? undefined : Number(text);
  if (port !== undefined && (!Number.isInteger(port) || port < 1 || port > 65_535))
    throw new Error(`"${text}" is not a port: give a number from 1 to 65535.`);
  return { port, ip: values.host, verbose: values.verbose };
}
