import { readFile, readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { makeZip } from "client-zip";
import { packTar } from "modern-tar";
import { fromRoot } from "#scripts/setup/paths";

/** The files of an installed npm package, below the folder `package/` as in a published tarball. */
async function filesOf(name: string): Promise<{ name: string; body: Uint8Array }[]> {
  const folder = fromRoot("node_modules", name);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !relative(folder, path).split(/[\\/]/).includes("node_modules"))
    .sort();
  return Promise.all(
    files.map(async (path) => ({
      name: `package/${relative(folder, path).replaceAll("\\", "/")}`,
      body: new Uint8Array(await readFile(path)),
    })),
  );
}

/** An installed package as the .tgz that npm would publish. */
export async function packInstalled(name: string): Promise<Uint8Array> {
  const files = await filesOf(name);
  const tar = await packTar(
    files.map(({ name: path, body }) => ({ header: { name: path, size: body.length }, body })),
  );
  return new Uint8Array(gzipSync(tar));
}

/** The same as a zip. */
export async function zipInstalled(name: string): Promise<Uint8Array> {
  const files = await filesOf(name);
  const entries = files.map(({ name: path, body }) => ({ name: path, input: body }));
  return new Uint8Array(await new Response(makeZip(entries)).arrayBuffer());
}
