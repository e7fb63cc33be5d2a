/** A file done wrong, and the same done well, from the examples of a rule's page. */
export interface Example {
  language: string;
  path: string;
  wrong: string;
  right: string;
}

/** The examples of a page, in its order: each file that is corrected, with what corrects it. */
export function examplesOf(page: string): Example[] {
  const found: Example[] = [];
  for (const section of (page.split(/^## Examples$/m)[1] ?? '').split(/^### /m)) {
    const files = [...section.matchAll(/^```(\S+) (\S+)(?: (fixed|right))?\n([^]*?)^```$/gm)]
      .map(([, language, path, kind, text]) => ({ language, path, kind, text: text.replace(/^[ \t]*(?:\/\/|#) want .*\n/gm, '') }));
    for (const { language, path, text } of files.filter(file => file.kind !== undefined)) {
      const wrong = files.find(file => file.kind === undefined && file.path === path);
      if (wrong) found.push({ language, path, wrong: wrong.text, right: text });
    }
  }
  return found;
}

/** The example that is most like a text, of those in its notation: which has the most words of it. */
export function nearestExample(page: string, path: string, text: string): Example | undefined {
  const words = wordsOf(text), name = baseName(path);
  const likeness = (example: Example): number => {
    const own = wordsOf(example.wrong);
    return [...own].filter(word => words.has(word)).length / own.size + (baseName(example.path) === name ? 1 : 0);
  };
  const candidates = examplesOf(page).filter(example => notation(example.path) === notation(path));
  return candidates.reduce<Example | undefined>((best, example) => best && likeness(best) >= likeness(example) ? best : example, undefined);
}

/** How the wrong becomes the right, in the lines of a diff with one line around each change; `undefined` where that is no short read. */
export function correction({ wrong, right }: Example, longest: number): string | undefined {
  const lines = compared(wrong.trimEnd().split('\n'), right.trimEnd().split('\n'));
  const near = lines.map((_, i) => lines.slice(Math.max(0, i - 1), i + 2).some(({ sign }) => sign !== ' '));
  const shown = lines.filter(({ sign, text }, i) => near[i] && (sign !== ' ' || text !== ''));
  if (shown.length > longest) return undefined;
  const indent = Math.min(...shown.flatMap(({ text }) => text.trim() ? [/^ */.exec(text)![0].length] : []));
  return lines.flatMap((line, i) => {
    if (shown.includes(line)) return [line.sign + line.text.slice(indent)];
    const isGap = near[i - 1] && near.includes(true, i);
    return isGap ? [' …'] : [];
  }).join('\n');
}

interface Line {
  sign: string;
  text: string;
}

/** The lines of both texts in one list: those of both, of the first alone, of the second alone. */
function compared(before: readonly string[], after: readonly string[]): Line[] {
  // The number of lines that the rests of both have in common.
  const common = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      common[i][j] = before[i] === after[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
    }
  }
  const lines: Line[] = [];
  for (let i = 0, j = 0; i < before.length || j < after.length;) {
    if (i < before.length && before[i] === after[j]) lines.push({ sign: ' ', text: after[(i++, j++)] });
    else if (i < before.length && (j === after.length || common[i + 1][j] >= common[i][j + 1]))
      lines.push({ sign: '-', text: before[i++] });
    else lines.push({ sign: '+', text: after[j++] });
  }
  return lines;
}

function wordsOf(text: string): Set<string> {
  return new Set(text.match(/[\w$]{3,}/g));
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Files that are written alike: `.ts` and `.jsx`, `.yml` and `.yaml`. */
function notation(path: string): string {
  const ending = /\.(\w+)$/.exec(path)?.[1] ?? '';
  return /^[cm]?[jt]sx?$/.test(ending) ? 'ts' : /^ya?ml$/.test(ending) ? 'yaml' : ending;
}
