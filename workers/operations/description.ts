import { Hono } from "hono";
import { html } from "hono/html";
import { allEndpoints } from "#contract/index";
import { keyScopeOf } from "#contract/endpoint";
import { errorRegistry } from "#contract/errors";
import type { AppEnv } from "../platform/http/http.ts";
import { describeApi } from "./openapi.ts";

/** The API described from its contract: `/openapi.json` for machines, `/docs` for people. */
export const descriptionRoutes = new Hono<AppEnv>();

descriptionRoutes.get("/openapi.json", (c) =>
  c.json(describeApi(allEndpoints, new URL(c.req.url).origin)),
);

const style = `body{font:14px/1.6 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;background:#fbfaf7;color:#23211c}
h1,h2{font-weight:600}table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #e4e0d6;padding:.4rem .6rem;text-align:left;vertical-align:top}
code{font-family:ui-monospace,monospace;font-size:13px}a{color:#b8501f}
@media(prefers-color-scheme:dark){body{background:#161513;color:#ece8df}td,th{border-color:#33312c}a{color:#f08a4b}}`;

descriptionRoutes.get("/docs", (c) => {
  const language = c.var.language;
  const endpoints = Object.values(allEndpoints).map(
    (spec) =>
      html`<tr>
        <td><code>${spec.method}</code></td>
        <td><code>/api/v1${spec.path}</code></td>
        <td>${spec.access}</td>
        <td>${(spec.access !== "public" && keyScopeOf(spec)) || "–"}</td>
        <td>${spec.summary}</td>
      </tr>`,
  );
  const errors = Object.entries(errorRegistry).map(
    ([code, entry]) =>
      html`<tr>
        <td><code>${code}</code></td>
        <td>${entry.status}</td>
        <td><code>${entry.reason}</code></td>
        <td>
          ${entry[language].message}<br />${entry[language].cause}<br />${entry[language].remedy}
        </td>
      </tr>`,
  );
  return c.html(
    html`<!doctype html>
      <html lang="${language}">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width" />
          <title>Engawa API</title>
          <style>
            ${style}
          </style>
        </head>
        <body>
          <main>
            <h1>Engawa API</h1>
            <p><a href="/openapi.json">openapi.json</a></p>
            <h2>Endpoints</h2>
            <table>
              <thead>
                <tr>
                  <th>Method</th>
                  <th>Path</th>
                  <th>Access</th>
                  <th>Key</th>
                  <th>What</th>
                </tr>
              </thead>
              <tbody>
                ${endpoints}
              </tbody>
            </table>
            <h2>Errors</h2>
            <table>
              <thead>
                <tr>
                  <th>Code</th>
                  <th>Status</th>
                  <th>Reason</th>
                  <th>Message, cause, remedy</th>
                </tr>
              </thead>
              <tbody>
                ${errors}
              </tbody>
            </table>
          </main>
        </body>
      </html>`,
  );
});
