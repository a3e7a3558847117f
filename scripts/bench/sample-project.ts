import type { Site } from "./site.ts";

const words =
  "const let function return import export await async class interface type string number value result error handler config server client".split(
    " ",
  );

/** Code-like text of about 4 KB, the same in every run. */
function text(seed: number): string {
  let state = seed + 1;
  const random = () => (state = (state * 1_103_515_245 + 12_345) & 0x7fffffff) / 0x7fffffff;
  const lines: string[] = [];
  for (let line = 0; line < 90; line++) {
    const count = 4 + Math.floor(random() * 5);
    const row = Array.from({ length: count }, () => words[Math.floor(random() * words.length)]);
    lines.push(`  ${row.join(" ")};`);
  }
  return `// file ${seed}\n${lines.join("\n")}\n`;
}

/** A project of 193 TypeScript files, as the peers were measured with. */
export async function sampleProject(site: Site): Promise<string> {
  const { id } = await site.json<{ id: string }>("POST", "/projects", { name: "bench" });
  for (let n = 0; n < 193; n++) {
    const path = `src/d${n % 20}/f${n}.ts`;
    const response = await site.api("POST", `/files/${path}?project_id=${id}`, text(n));
    if (!response.ok) throw new Error(await response.text());
    await response.body?.cancel();
  }
  return id;
}
