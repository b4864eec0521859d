import ts from 'typescript';

/** A piece of text that people read: a comment, a string of code, a page. */
export interface Prose {
  /** Marks such as `*` at the beginning of a comment's lines are blanks: sentences run on, and offsets stay. */
  readonly text: string;
  /** Where it begins in the file. */
  readonly start: number;
  readonly isComment: boolean;
}

export interface Finding {
  readonly line: number;
  /** What is wrong, as a person says it. */
  readonly rule: string;
  readonly text: string;
}

/** Everything in a file that isn't plain English, once for each line and rule. */
export function findingsIn(path: string, source: string): Finding[] {
  const all = proseOf(path, source).flatMap((prose) =>
    rules.flatMap(({ name, find }) =>
      find(prose).map(({ index, text }) => ({
        line: source.slice(0, prose.start + index).split('\n').length,
        rule: name,
        text: text.trim().replace(/\s+/g, ' '),
      })),
    ),
  );
  const byPlace = new Map(all.map((finding) => [`${finding.line} ${finding.rule}`, finding]));
  return [...byPlace.values()].toSorted((a, b) => a.line - b.line);
}

/** Comments and strings of code; comments of YAML, Python (its docstrings too) and shell; all of a page. */
function proseOf(path: string, source: string): Prose[] {
  if (/\.(ts|js|mjs)$/.test(path)) return codeProse(source);
  if (path.endsWith('.md')) return [{ text: source, start: 0, isComment: false }];
  return [...source.matchAll(/"""[^]*?"""|(?<=^|\s)#.*(?:\n\s*#.*)*/gm)].map(({ 0: text, index }) => ({
    text: text.replace(/^(\s*)#/gm, '$1 '),
    start: index,
    isComment: true,
  }));
}

function codeProse(source: string): Prose[] {
  const file = ts.createSourceFile('', source, ts.ScriptTarget.Latest, true);
  const strings: Prose[] = [];
  const comments = new Map<number, number>();
  const visit = (node: ts.Node): void => {
    if (isText(node)) strings.push({ text: node.getText(file), start: node.getStart(file), isComment: false });
    const children = node.getChildren(file);
    if (children.length === 0) {
      const note = (pos: number, end: number) => void comments.set(pos, end);
      ts.forEachLeadingCommentRange(source, node.getFullStart(), note);
      ts.forEachTrailingCommentRange(source, node.getEnd(), note);
    }
    children.forEach(visit);
  };
  visit(file);
  return [...strings, ...joined(comments, source)];
}

/** Strings and the parts of templates. */
function isText(node: ts.Node): boolean {
  return (
    ts.isStringLiteral(node) ||
    ts.isNoSubstitutionTemplateLiteral(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddleOrTemplateTail(node)
  );
}

/** Comments on lines that follow each other are one piece. */
function joined(comments: ReadonlyMap<number, number>, source: string): Prose[] {
  const pieces: { start: number; end: number }[] = [];
  for (const [start, end] of [...comments].toSorted(([a], [b]) => a - b)) {
    const last = pieces.at(-1);
    if (last && /^\s*$/.test(source.slice(last.end, start)) && source.startsWith('//', start)) last.end = end;
    else pieces.push({ start, end });
  }
  return pieces.map(({ start, end }) => ({
    text: source.slice(start, end).replace(/^(\s*)(\/\*\*?|\*\/?|\/\/)/gm, (marks) => ' '.repeat(marks.length)),
    start,
    isComment: true,
  }));
}

const perUnit = 'say "N per unit" or "N for each unit"';

interface Rule {
  readonly name: string;
  find(prose: Prose): { index: number; text: string }[];
}

const pattern = (name: string, regex: RegExp, only: (prose: Prose) => boolean = () => true): Rule => ({
  name,
  find: (prose) => (only(prose) ? [...prose.text.matchAll(regex)].map(({ 0: text, index }) => ({ index, text })) : []),
});

/** What a number may be per. */
const unit =
  '(?:second|minute|hour|day|step|epoch|batch|image|photo|sample|run|file|line|call|test|point|kind|folder|directory|' +
  'section|component|level|layer|parameter|pixel|class|channel|row|column|storage|command|stage|process|thread|bin|' +
  'split|tag|key|metric|model|node)';
/** What is counted per unit, where a verb can't be meant: `images a second`. */
const counted =
  '(?:(?:milli|micro|nano)?seconds|minutes|ms|bytes|bits|[KMG]i?B|images|photos|samples|rows|pixels|multiply-adds|' +
  'operations|products)';
/** Words that make `a` mean something else: `a class of a sample`, `one that a file lacks`. */
const linking = new Set(
  (
    'a about above after against all along also an and are around as at be because becomes before below beside between ' +
    'both but by can could do does each even every for from gave gives has have how if in inside into is it its just ' +
    'kept like made make makes may must needs no nor not of on only or out outside over per plus read said say says ' +
    'should so such takes than that the then this through to under until up was what when where whether which while ' +
    'who whose will with within without would yet'
  ).split(' '),
);
/** Blanks within a paragraph. */
const gap = '(?:[^\\S\\n]+|[^\\S\\n]*\\n[^\\S\\n]*)';

/** `one file a run`, `a test a file`: a count, up to three words, `a`, a unit. */
const distributive: Rule = {
  name: perUnit,
  find({ text }) {
    const regex = new RegExp(
      `\\b(one|two|three|four|an?|[\\d,.]*\\d)((?:${gap}[\\w\`'-]+){0,3})${gap}an?${gap}(?:[a-z-]+${gap})?${unit}\\b`,
      'gi',
    );
    return [...text.matchAll(regex)]
      .filter(([, count, between]) => {
        const words = between!.trim().toLowerCase().split(/\s+/).filter(Boolean);
        const isOne = /^(one|an?)$/i.test(count!);
        if (words.length === 0) return !/^an?$/i.test(count!);
        // After `a` or `one` a word that ends in `s` is a verb: `one loader fills a batch`.
        return (
          !words.some((word) => linking.has(word)) && !(isOne ? /(s|ed|ing|ly)$/ : /(ed|ing|ly)$/).test(words.at(-1)!)
        );
      })
      .map(({ 0: match, index }) => ({ index, text: match }));
  },
};

/** Each finds what a reader stumbles over. */
const rules: readonly Rule[] = [
  pattern('quote code with backticks', /[«»“”„]/g),
  pattern('say what it is before whose it is', /^\s*Of\b[^.]*/g, ({ isComment }) => isComment),
  pattern(perUnit, new RegExp(`\\b${counted}${gap}an?${gap}(?:[a-z]+${gap})?${unit}\\b`, 'gi')),
  distributive,
  pattern('say that calling it again does nothing', /\b(?:again|twice) is nothing\b/gi),
  pattern('say image, or photo for a file of the user', /\bpictures?\b/gi),
];
