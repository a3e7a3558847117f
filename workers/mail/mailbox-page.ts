import type { Language } from "#contract/errors";
import { sha256Base64 } from "../platform/hash.ts";
import { escapeHtml, linkify } from "./html.ts";

interface Shown {
  readonly id: string;
  readonly recipient: string;
  readonly subject: string;
  readonly body: string | null;
  readonly createdAt: Date;
}

const words = {
  ja: { title: "開発用メールボックス", empty: "メールはまだありません。", to: "宛先" },
  en: { title: "Development mailbox", empty: "No mail yet.", to: "To" },
} as const;

const style = `
:root { color-scheme: light dark; }
body { font: 1rem/1.6 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
article { border: 1px solid color-mix(in srgb, currentColor 20%, transparent); border-radius: .75rem; padding: 1rem 1.25rem; margin: 1rem 0; }
h1 { font-size: 1.25rem; } h2 { font-size: 1rem; margin: 0; }
p { margin: 0; opacity: .7; font-size: .875rem; }
pre { font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; margin: .75rem 0 0; }
iframe { border: 0; width: 100%; height: 32rem; margin-top: .5rem; }
summary { cursor: pointer; margin-top: .75rem; }
`;

/** The page, and the policy under which it is shown: no script, its own style and the mails' frames only. */
export async function mailboxPage(
  mails: readonly Shown[],
  site: string,
  language: Language,
): Promise<{ html: string; policy: string }> {
  const { title, empty, to } = words[language];
  const articles = mails.map(
    (mail) => `<article>
<h2>${escapeHtml(mail.subject)}</h2>
<p>${to} ${escapeHtml(mail.recipient)} · ${mail.createdAt.toISOString()}</p>
<pre>${linkify(mail.body ?? "", site)}</pre>
<details><summary>HTML</summary><iframe sandbox="allow-popups allow-popups-to-escape-sandbox" loading="lazy" src="/dev/mail/${escapeHtml(mail.id)}" title="${escapeHtml(mail.subject)}"></iframe></details>
</article>`,
  );
  const html = `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${style}</style></head>
<body><h1>${title}</h1>${articles.join("\n") || `<p>${empty}</p>`}</body>
</html>`;
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${await sha256Base64(style)}'`,
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
  return { html, policy };
}
