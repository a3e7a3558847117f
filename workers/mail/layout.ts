/**
 * The HTML of a mail: its text in a layout, and nothing besides. No image, no script, nothing that is
 * fetched; colours that hold on light and dark alike, since they are the reader's own.
 */
import type { Language } from "#contract/errors";
import { escapeHtml, isOwnAddress, linkify } from "./html.ts";

interface Text {
  readonly subject: string;
  readonly body: string;
  readonly language: Language;
}

const font =
  "font-family:system-ui,-apple-system,'Segoe UI','Noto Sans JP','Hiragino Sans','Yu Gothic UI',sans-serif";
const styles = {
  body: `margin:0;padding:24px 12px;${font};font-size:15px;line-height:1.7`,
  sheet: "max-width:600px;margin:0 auto;border:1px solid rgba(128,128,128,.35);border-radius:12px",
  head: "padding:16px 24px;border-bottom:1px solid rgba(128,128,128,.35);font-weight:700",
  content: "padding:8px 24px 20px;overflow-wrap:anywhere",
  foot: "padding:12px 24px;border-top:1px solid rgba(128,128,128,.35);font-size:13px;opacity:.75",
  paragraph: "margin:14px 0",
  heading: "margin:20px 0 6px;font-size:16px;font-weight:700",
  list: "margin:6px 0 14px;padding-left:20px",
  item: "margin:2px 0",
  button:
    "display:inline-block;padding:9px 20px;border-radius:8px;background:#b04a1b;color:#ffffff;font-weight:600;text-decoration:none",
  address: "margin:8px 0 14px;font-size:13px;opacity:.75",
} as const;

const words = {
  ja: { open: "開く", note: "このメールは自動送信されています。" },
  en: { open: "Open", note: "This e-mail was sent automatically." },
} as const;

const isItem = (line: string): boolean => /^(- | {2})/.test(line);

const toWindow = ' target="_blank" rel="noopener"';

/** Lines that belong together: paragraphs, a heading over its list, a link to press. */
function block(text: string, site: string | null, language: Language): string {
  const shown = (line: string) => linkify(line, site, toWindow);
  if (isOwnAddress(text, site)) {
    const href = escapeHtml(text);
    return `<p style="${styles.paragraph}"><a href="${href}"${toWindow} style="${styles.button}">${words[language].open}</a></p><p style="${styles.address}">${shown(text)}</p>`;
  }
  const runs: { list: boolean; lines: string[] }[] = [];
  for (const line of text.split("\n")) {
    const list = isItem(line);
    const last = runs.at(-1);
    if (last?.list === list) last.lines.push(line);
    else runs.push({ list, lines: [line] });
  }
  return runs
    .map(({ list, lines }, at) => {
      if (list) {
        const items = lines.map((line) => {
          const item = line.replace(/^(- | {2})/, "").replace(/^\[ \] /, "☐ ");
          return `<li style="${styles.item}">${shown(item)}</li>`;
        });
        return `<ul style="${styles.list}">${items.join("")}</ul>`;
      }
      const inner = lines.map(shown).join("<br>");
      return lines.length === 1 && runs[at + 1]?.list
        ? `<h2 style="${styles.heading}">${inner}</h2>`
        : `<p style="${styles.paragraph}">${inner}</p>`;
    })
    .join("");
}

/** `site`: scheme and host of this site; only its own addresses become links. */
export function mailHtml({ subject, body, language }: Text, site: string | null): string {
  const blocks = body.split(/\n{2,}/).map((one) => block(one, site, language));
  const host = site === null ? "" : ` · ${escapeHtml(new URL(site).host)}`;
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escapeHtml(subject)}</title></head>
<body style="${styles.body}">
<div style="${styles.sheet}">
<div style="${styles.head}">Engawa</div>
<div style="${styles.content}">
${blocks.join("\n")}
</div>
<div style="${styles.foot}">${words[language].note}${host}</div>
</div>
</body>
</html>`;
}
