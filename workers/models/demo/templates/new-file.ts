/** What a new file of a kind starts with, when nothing else was said. */
const yml = `# Application settings. Values may be overridden by environment variables.
app:
  name: app
  environment: development
  debug: false

server:
  host: 127.0.0.1
  port: 8080
  timeout_seconds: 30

database:
  driver: sqlite
  path: data/app.db
  pool_size: 5

logging:
  level: info
  format: text
  file: null
`;
const json = `{
  "app": { "name": "app", "environment": "development", "debug": false },
  "server": { "host": "127.0.0.1", "port": 8080, "timeout_seconds": 30 },
  "logging": { "level": "info", "format": "text" }
}
`;
const toml = `[app]
name = "app"
environment = "development"
debug = false

[server]
host = "127.0.0.1"
port = 8080
timeout_seconds = 30

[logging]
level = "info"
format = "text"
`;
const ini = `[app]
name = app
environment = development
debug = false

[server]
host = 127.0.0.1
port = 8080

[logging]
level = info
`;
const env = `# Copy to .env and fill in. Never commit the real values.
APP_ENV=development
PORT=8080
LOG_LEVEL=info
`;
const html = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>New page</title>
  </head>
  <body>
    <main>
      <h1>New page</h1>
    </main>
  </body>
</html>
`;
const tsconfig = `{
  "compilerOptions": {
    "target": "ES2022",
    "module": "NodeNext",
    "moduleResolution": "NodeNext",
    "strict": true,
    "noUncheckedIndexedAccess": true,
    "skipLibCheck": true,
    "outDir": "dist"
  },
  "include": ["src"]
}
`;
const gitignore = `node_modules/
dist/
build/
__pycache__/
*.pyc
.venv/
.env
*.log
.DS_Store
`;

/** Undefined where a kind has no sensible default. */
export function defaultContent(path: string): string | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (name === "tsconfig.json") return tsconfig;
  if (name === ".gitignore") return gitignore;
  if (name.startsWith(".env") || name.endsWith(".env")) return env;
  const title = name.replace(/\.[^.]+$/, "");
  switch (/\.([^.]+)$/.exec(name)?.[1]) {
    case "yml":
    case "yaml":
      return yml;
    case "json":
      return json;
    case "toml":
      return toml;
    case "ini":
    case "cfg":
    case "conf":
      return ini;
    case "html":
      return html;
    case "md":
      return `# ${title}\n`;
    case "txt":
      return `${title}\n`;
    case "css":
      return ":root {\n  font-family: system-ui, sans-serif;\n}\n\nbody {\n  margin: 0;\n}\n";
    default:
      return undefined;
  }
}
