/** 5.4: a README from what the project's own files say. */
import type { Conversation } from "../conversation.ts";
import { change, proposePlan, writeCall } from "../moves.ts";
import type { Skill } from "../play.ts";
import { type Project, studyProject } from "../source/project.ts";

interface Section {
  /** What its heading may be called in a README that is there. */
  readonly known: RegExp;
  readonly title: string;
  readonly body: string;
}

export function* writeReadme(c: Conversation): Skill {
  const project = yield* studyProject(c);
  if (project.manifest === null && project.code.length === 0) {
    return c.say(
      "マニフェストもコードも見つからないため、書ける内容がありません。何も作成していません。",
      "I found neither a manifest nor code, so there is nothing to write a README from. Nothing was created.",
    );
  }
  const sections = sectionsOf(c, project);
  const { readme } = project;
  const path = readme?.path ?? "README.md";
  const missing =
    readme === null
      ? sections
      : sections.filter(
          (one) => !readme.lines.some((line) => /^#+\s/.test(line) && one.known.test(line)),
        );
  if (readme !== null && !readme.whole)
    return c.say(
      `\`${path}\` は長く、一部しか読めないため書き換えません。`,
      `\`${path}\` is so long that I saw only a part of it, so I do not rewrite it.`,
    );
  if (missing.length === 0) {
    return c.say(
      `\`${path}\` には概要、インストール、使い方、API、貢献、ライセンスの節が既にあります。何も変更していません。`,
      `\`${path}\` already has sections on all of this: overview, install, usage, API, contributing, licence. Nothing was changed.`,
    );
  }
  const content =
    readme === null ? freshReadme(c, project, sections) : extendReadme(readme.lines, missing);
  yield* proposePlan(
    c,
    c.say(`${path} の作成`, `Write ${path}`),
    missing.map((one) => one.title),
  );
  const words =
    readme === null
      ? c.say(`調べた内容から \`${path}\` を書きます。`, `I write \`${path}\` from what I found.`)
      : c.say(
          `\`${path}\` は残し、足りない節を加えます: ${missing.map((one) => one.title).join("、")}。`,
          `I keep \`${path}\` as it is and add the sections it lacks: ${missing.map((one) => one.title).join(", ")}.`,
        );
  yield* change(c, words, writeCall(path, content));
  return report(c, project, path, missing, readme !== null);
}

function sectionsOf(c: Conversation, project: Project): Section[] {
  const api = apiSection(c, project);
  return [
    {
      known: /概要|overview|about|^#\s/i,
      title: c.say("概要", "Overview"),
      body: overview(c, project),
    },
    {
      known: /インストール|セットアップ|install|set-?up|getting started|quick ?start/i,
      title: c.say("インストール", "Installation"),
      body: install(c, project),
    },
    {
      known: /使い方|使用|usage|example|how to/i,
      title: c.say("使い方", "Usage"),
      body: usage(c, project),
    },
    ...(api === ""
      ? []
      : [{ known: /\bAPI\b|リファレンス|reference|methods|functions/i, title: "API", body: api }]),
    {
      known: /貢献|contribut|development|開発/i,
      title: c.say("コントリビューション", "Contributing"),
      body: contributing(c, project),
    },
    {
      known: /ライセンス|licen[cs]e/i,
      title: c.say("ライセンス", "License"),
      body: licence(c, project),
    },
  ];
}

function freshReadme(c: Conversation, project: Project, sections: readonly Section[]): string {
  const given = /^# The project\nName: (.+)$/m.exec(c.system)?.[1]?.trim();
  const head = `# ${project.name || given || c.say("プロジェクト", "Project")}\n`;
  return `${[head, ...sections.map((one) => `## ${one.title}\n\n${one.body}\n`)].join("\n")}`;
}

/** Before a licence section, which stays last. */
function extendReadme(lines: readonly string[], missing: readonly Section[]): string {
  const text = missing.map((one) => `## ${one.title}\n\n${one.body}\n`).join("\n");
  const at = lines.findIndex((line) => /^##\s.*(?:licen[cs]e|ライセンス)/i.test(line));
  const before = lines
    .slice(0, at < 0 ? lines.length : at)
    .join("\n")
    .trimEnd();
  const after = at < 0 ? "" : `\n${lines.slice(at).join("\n").trimEnd()}\n`;
  return `${before}\n\n${text}${after}`;
}

function overview(c: Conversation, project: Project): string {
  const doc = project.entries.flatMap((file) => moduleDoc(file.lines))[0];
  const what =
    project.description ||
    doc ||
    c.say("（マニフェストに説明がありません。）", "(The manifest has no description.)");
  const folders = new Map<string, number>();
  for (const path of project.code) {
    const folder = path.includes("/") ? `${path.split("/")[0]}/` : path;
    folders.set(folder, (folders.get(folder) ?? 0) + 1);
  }
  const rows = [...folders]
    .slice(0, 12)
    .map(
      ([folder, count]) =>
        `- \`${folder}\`${count > 1 ? c.say(`（${count} ファイル）`, ` (${count} files)`) : ""}`,
    );
  const version =
    project.version === ""
      ? ""
      : c.say(`\n\nバージョン: ${project.version}`, `\n\nVersion: ${project.version}`);
  return `${what}${version}\n\n${c.say("構成:", "Layout:")}\n\n${rows.join("\n")}`;
}

function moduleDoc(lines: readonly string[]): string[] {
  const match = /^(?:#!.*\n)?\s*(?:"""|'''|\/\*\*?)\s*([\s\S]*?)(?:"""|'''|\*\/)/.exec(
    lines.slice(0, 30).join("\n"),
  );
  const text = match?.[1]
    ?.replaceAll(/^\s*\*\s?/gm, "")
    .split(/\n\s*\n/)[0]
    ?.replaceAll(/\s+/g, " ")
    .trim();
  return text === undefined || text === "" || /licen[cs]e|copyright/i.test(text) ? [] : [text];
}

const fence = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;

function install(c: Conversation, { kind, name, manifest, dependencies }: Project): string {
  const needs =
    dependencies.length === 0
      ? ""
      : `\n\n${c.say("依存", "It depends on")}: ${dependencies
          .slice(0, 20)
          .map((one) => `\`${one}\``)
          .join(", ")}`;
  switch (kind) {
    case "npm":
      return fence("sh", name === "" ? "npm install" : `npm install ${name}`) + needs;
    case "python":
      return (
        fence(
          "sh",
          manifest === "requirements.txt" ? "pip install -r requirements.txt" : "pip install .",
        ) + needs
      );
    case "go":
      return fence("sh", `go get ${name}`);
    case "rust":
      return fence("sh", `cargo add ${name}`);
    case "other":
      return c.say(
        "マニフェストがないため、ファイルをそのまま使います。",
        "There is no manifest: use the files as they are.",
      );
  }
}

function usage(c: Conversation, project: Project): string {
  const parts: string[] = [];
  if (project.bins.length > 0)
    parts.push(
      fence(
        "sh",
        project.bins
          .map((bin) => (project.kind === "npm" ? `npx ${bin} --help` : `${bin} --help`))
          .join("\n"),
      ),
    );
  const functions = project.publicApi.filter((one) => !/\.\w*test/.test(one.path)).slice(0, 3);
  const first = functions[0];
  if (first !== undefined && project.kind === "npm" && project.name !== "") {
    const names = functions.map((one) => one.definition.name).join(", ");
    parts.push(
      fence(
        project.esm ? "js" : "js",
        project.esm
          ? `import { ${names} } from "${project.name}";`
          : `const { ${names} } = require("${project.name}");`,
      ),
    );
  } else if (first !== undefined && project.kind === "python") {
    const module = first.path
      .replace(/^src\//, "")
      .replace(/\.py$/, "")
      .replace(/\/__init__$/, "")
      .replaceAll("/", ".");
    const names = functions
      .filter((one) => one.path === first.path)
      .map((one) => one.definition.name);
    parts.push(fence("python", `from ${module} import ${names.join(", ")}`));
  }
  const scripts = Object.entries(project.scripts).filter(([name]) => !/^(?:pre|post)/.test(name));
  if (scripts.length > 0) {
    parts.push(
      `${c.say("スクリプト:", "Scripts:")}\n\n${scripts.map(([name, command]) => `- \`npm run ${name}\`: \`${command}\``).join("\n")}`,
    );
  }
  if (parts.length === 0)
    parts.push(
      project.entries.map((file) => `- \`${file.path}\``).join("\n") ||
        c.say("（入口が見つかりません。）", "(No entry point was found.)"),
    );
  return parts.join("\n\n");
}

function apiSection(c: Conversation, project: Project): string {
  const shown = project.publicApi.slice(0, 40);
  return shown
    .map(
      ({ path, definition }) =>
        `### \`${definition.signature}\`\n\n${definition.doc ?? c.say("（コードに説明がありません。）", "(Not documented in the code.)")} — \`${path}:${definition.start}\``,
    )
    .join("\n\n");
}

function contributing(c: Conversation, project: Project): string {
  const test =
    project.scripts["test"] !== undefined
      ? "npm test"
      : project.kind === "python" && project.tests.length > 0
        ? "pytest"
        : project.kind === "go"
          ? "go test ./..."
          : project.kind === "rust"
            ? "cargo test"
            : "";
  const steps = c.say(
    "1. ブランチを作る\n2. 変更し、テストを加える\n3. プルリクエストを送る",
    "1. Make a branch.\n2. Make the change, with a test.\n3. Open a pull request.",
  );
  return test === "" ? steps : `${steps}\n\n${c.say("テスト:", "Tests:")}\n\n${fence("sh", test)}`;
}

const licence = (c: Conversation, project: Project): string =>
  project.license ?? c.say("ライセンスは定められていません。", "No licence has been stated.");

function report(
  c: Conversation,
  project: Project,
  path: string,
  added: readonly Section[],
  existed: boolean,
): string {
  const gaps = [
    project.description === ""
      ? c.say("マニフェストに説明がありません", "the manifest has no description")
      : "",
    project.license === null ? c.say("ライセンスが見つかりません", "there is no licence") : "",
    project.publicApi.some((one) => one.definition.doc === null)
      ? c.say("説明のない公開関数があります", "some public functions are undocumented")
      : "",
  ].filter(Boolean);
  const done = existed
    ? c.say(
        `\`${path}\` に ${added.length} 節を加えました`,
        `Added ${added.length} sections to \`${path}\``,
      )
    : c.say(`\`${path}\` を作成しました`, `Created \`${path}\``);
  const gap =
    gaps.length === 0
      ? ""
      : `\n\n${c.say("補ってください", "Worth filling in")}: ${gaps.join(c.say("、", "; "))}${c.say("。", ".")}`;
  return `${done}${c.say(`（公開API ${project.publicApi.length} 件、コード ${project.code.length} ファイルを基にしました）。`, ` (from ${project.publicApi.length} public definitions in ${project.code.length} code files).`)}${gap}\n\n${c.say("記載したコマンドは実行していません。内容を確認してください。", "I did not run the commands it mentions; please check them.")}`;
}
