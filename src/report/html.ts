import { createHash } from 'node:crypto';
import { toJson } from '../core/json.ts';
import type { Report } from './document.ts';
import type { PageParts } from './page-parts.ts';

/** By which a report is told from other files. */
export const generator = 'Tessera report';

/**
 * A report as one HTML file, which needs no other file and no network. Its policy lets browsers run the page's own
 * program and nothing else, whatever the names in the report are.
 */
export function reportHtml(report: Report, { style, icon, script, licences }: PageParts): string {
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    "style-src 'unsafe-inline'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="${generator}">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escaped(report.title)}: Tessera report</title>
<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(icon)}">
<style>
${style}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<main id="main" tabindex="-1">
<noscript><p>This report needs JavaScript, which draws it from the data that it holds.</p></noscript>
</main>
<details class="licences">
<summary>Licences of the code in this page</summary>
<pre>${escaped(licences)}</pre>
</details>
<script type="application/json" id="report">${inScript(toJson(report))}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** JSON in which nothing ends the element that holds it or begins a comment. */
export function inScript(json: string): string {
  return json.replaceAll('<', '\\u003c');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function hashOf(script: string): string {
  return `sha256-${createHash('sha256').update(script).digest('base64')}`;
}
