import { createHash } from 'node:crypto';
import test from 'ava';
import { inScript, reportHtml } from '../../src/report/html.ts';
import type { Report } from '../../src/report/document.ts';
import { nasty } from './_folders.ts';

const parts = { style: 'a { color: red }\n', icon: '<svg/>', script: 'draw("$&")', licences: 'MIT <me@example.org>' };
const report: Report = {
  version: 1,
  kind: 'run',
  title: nasty,
  createdAt: '2026-01-01T00:00:00.000Z',
  tessera: '0.1.0',
  runs: [
    {
      path: 'a',
      name: nasty,
      id: '',
      status: 'completed',
      step: 1,
      totalSteps: 1,
      seconds: 1,
      settings: [],
      figures: [],
    },
  ],
  groups: [],
  axes: [],
  curves: [],
  clocks: [],
  details: [],
  notes: [],
};

test('data lies in the page as JSON that nothing in it can end', (t) => {
  const html = reportHtml(report, parts);
  const data = /<script type="application\/json" id="report">(.*?)<\/script>/s.exec(html)![1]!;
  t.deepEqual(JSON.parse(data), report);
  t.is(html.split('<script').length - 1, 2);
  t.is(html.split('</script>').length - 1, 2);
  t.is(inScript('{"a":"<!--</script>"}'), '{"a":"\\u003c!--\\u003c/script>"}');
});

test('the title and the licences are text', (t) => {
  const html = reportHtml(report, parts);
  t.true(
    html.includes(
      '<title>&lt;/script&gt;&lt;script&gt;alert(&quot;&amp;amp;&quot;)&lt;/script&gt;: Tessera report</title>',
    ),
  );
  t.true(html.includes('MIT &lt;me@example.org&gt;'));
});

test('the policy allows the one program of the page, and no address', (t) => {
  const html = reportHtml(report, parts);
  const hash = createHash('sha256').update(parts.script).digest('base64');
  t.true(html.includes(`default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; img-src data:;`));
  t.true(html.includes(`<script>${parts.script}</script>`));
  t.notRegex(html, /(src|href)="(https?:)?\/\//);
});
