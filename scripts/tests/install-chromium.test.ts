import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { run } from "../setup/children.ts";
import { fromRoot } from "../setup/paths.ts";

vi.setConfig({ testTimeout: 60_000 });

/** Elsewhere there is no apt, and browsers stand in places that PATH does not tell. */
const onLinux = test.runIf(process.platform === "linux");

const root = 0;
const developer = 1000;

let bin: string;
beforeEach(() => {
  bin = mkdtempSync(join(tmpdir(), "engawa-chromium-"));
  for (const path of ["/usr/bin/env", "/bin/sh"]) symlinkSync(path, join(bin, basename(path)));
});
afterEach(() => rmSync(bin, { recursive: true, force: true }));

/** A program of the bare system. */
const program = (name: string, script: string) =>
  writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
const browser = (name: string) => program(name, "echo Chromium 1.0");

/** An apt-get that knows one package; `called` appears when it was asked at all. */
const aptGet = (installs: string, name = "chromium") =>
  program(
    "apt-get",
    `: > ${bin}/called
     case "$*" in
       *"install -y"*" ${name}") ${installs} ;;
       *"install -y"*) echo "E: Unable to locate package" >&2; exit 100 ;;
     esac`,
  );
const installing = (name = "chromium") =>
  `printf '#!/bin/sh\\n' > ${bin}/${name}; /bin/chmod +x ${bin}/${name}`;

/** What ensureChromium says on a system with these programs only, no browser's server in reach. */
async function ensure(uid: number, asked = "") {
  const module = fromRoot("scripts/tests/install-chromium.ts");
  const program = `import { ensureChromium } from ${JSON.stringify(module)};
    const found = await ensureChromium(${uid}).catch((error) => error.message);
    console.log("RESULT " + found);`;
  const { stdout, output } = await run(process.execPath, ["--input-type=module", "-e", program], {
    env: {
      PATH: bin,
      CHROMIUM_PATH: asked,
      PLAYWRIGHT_BROWSERS_PATH: join(bin, "playwright"),
      PLAYWRIGHT_DOWNLOAD_HOST: "http://127.0.0.1:9",
    },
  });
  const result = stdout.split("RESULT ")[1]?.trim();
  if (result === undefined) throw new Error(output);
  return { result, aptCalled: existsSync(join(bin, "called")) };
}

test.runIf(process.platform === "linux")(
  "the browser of the system is taken as it is",
  async () => {
    aptGet(installing());
    browser("google-chrome");
    expect(await ensure(root)).toEqual({ result: join(bin, "google-chrome"), aptCalled: false });
  },
);

onLinux("where there is none, root gets the distribution's package", async () => {
  aptGet(installing());
  expect(await ensure(root)).toEqual({ result: join(bin, "chromium"), aptCalled: true });
});

onLinux("of two packages the one without a window is taken", async () => {
  const name = "chromium-headless-shell";
  aptGet(installing(name), name);
  expect((await ensure(root)).result).toBe(join(bin, name));
  browser("chromium");
  expect((await ensure(root)).result).toBe(join(bin, name));
});

onLinux("a stub that only says how to get a browser is none", async () => {
  program("chromium-browser", "echo install the snap >&2; exit 1");
  aptGet(installing());
  expect((await ensure(root)).result).toBe(join(bin, "chromium"));
});

onLinux(
  "who is not root gets the package through sudo, where that asks for no password",
  async () => {
    aptGet(installing());
    program("sudo", `[ "$1" = -n ] || exit 1; shift; exec "$@"`);
    program("true", "");
    expect(await ensure(developer)).toEqual({ result: join(bin, "chromium"), aptCalled: true });
  },
);

onLinux(
  "who may install nothing is told so, and what to do; apt and the password stay untouched",
  async () => {
    aptGet(installing());
    program("sudo", `[ "$1" = -n ] && exit 1; : > ${bin}/called`);
    program("su", `: > ${bin}/called`);
    const { result, aptCalled } = await ensure(developer);
    expect(aptCalled).toBe(false);
    expect(result).toContain("the distribution's package: that needs root, or sudo");
    expect(result).toMatch(/Playwright's download: .*ECONNREFUSED/);
    expect(result).toContain("apt-get install chromium");
  },
);

onLinux(
  "a package that cannot be had is said in apt's own words, after Playwright's failed too",
  async () => {
    aptGet("echo 'E: Unable to locate package chromium' >&2; exit 100");
    const { result } = await ensure(root);
    expect(result).toContain("the distribution's package: E: Unable to locate package chromium");
    expect(result).toMatch(/Playwright's download: .*(download|ECONNREFUSED)/i);
  },
);

onLinux("a system without apt goes on to Playwright's", async () => {
  const { result } = await ensure(root);
  expect(result).toContain("the distribution's package: there is no apt-get here");
  expect(result).toMatch(/Playwright's download: .*(download|ECONNREFUSED)/i);
});

onLinux(
  "a browser asked for by name that does not run is an error, not a reason to take another",
  async () => {
    aptGet(installing());
    browser("chromium");
    const asked = join(bin, "missing");
    const { result, aptCalled } = await ensure(root, asked);
    expect({ result, aptCalled }).toEqual({
      result: `CHROMIUM_PATH names ${asked}: no such program.`,
      aptCalled: false,
    });
  },
);
