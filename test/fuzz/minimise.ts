import type { Files } from './seeds';

/** The smallest states that still fail, as far as leaving out states, files, lines and characters leads. */
export async function minimised(states: readonly Files[], fails: (states: readonly Files[]) => Promise<boolean>, most = 400): Promise<readonly Files[]> {
  let best = states, left = most;
  const better = async (next: readonly Files[]): Promise<boolean> => {
    if (left-- <= 0 || !await fails(next)) return false;
    best = next;
    return true;
  };
  if (best.length > 1 && !await better([best[best.length - 1]])) for (let at = 0; at < best.length - 1;) if (!await better(best.filter((_, index) => index !== at))) at++;
  for (const path of new Set(best.flatMap(files => [...files.keys()]))) await better(best.map(files => new Map([...files].filter(([name]) => name !== path))).filter(files => files.size > 0));
  const last = () => best[best.length - 1];
  for (const path of [...last().keys()]) {
    const withText = (text: string) => [...best.slice(0, -1), new Map([...last()].map(([name, own]) => [name, name === path ? text : own]))];
    for (const separator of ['\n', ' ']) {
      for (let size = last().get(path)!.split(separator).length >> 1; size > 0; size >>= 1) {
        for (let at = 0; at < last().get(path)!.split(separator).length;) {
          const parts = last().get(path)!.split(separator);
          if (!await better(withText(parts.toSpliced(at, size).join(separator)))) at += size;
        }
      }
    }
  }
  return best;
}
