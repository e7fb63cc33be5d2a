/** What could be made of the files that can be looked at together, and those that could not. */
export interface Made<Result> {
  result: Result;
  failing: { path: string; why: string }[];
}

/**
 * Runs over all files. Where that fails, the files that make it fail are found, left out and named with the failure;
 * `suspects` are those of the last time, which spare the search.
 */
export function withoutFailing<File extends { path: string }, Result>(
  files: readonly File[], run: (files: readonly File[]) => Result, suspects: readonly { path: string; why: string }[] = [],
): Made<Result> {
  const tried = attempt(files, run);
  if ('result' in tried) return { result: tried.result, failing: [] };
  if (suspects.length > 0) {
    const again = attempt(files.filter(({ path }) => !suspects.some(suspect => suspect.path === path)), run);
    if ('result' in again) return { result: again.result, failing: [...suspects] };
  }
  const failing: Made<Result>['failing'] = [];
  let rest = [...files].sort((a, b) => a.path < b.path ? -1 : 1), last: Tried<Result> = tried;
  while (!('result' in last)) {
    if (rest.length === 0) throw last.error;
    const index = firstFailing(rest, run);
    failing.push({ path: rest[index].path, why: whyFailing(last.error) });
    rest = rest.filter((_, at) => at !== index);
    last = attempt(inOrder(files, rest), run);
  }
  return { result: last.result, failing };
}

type Tried<Result> = { result: Result } | { error: unknown };

function attempt<File, Result>(files: readonly File[], run: (files: readonly File[]) => Result): Tried<Result> {
  try {
    return { result: run(files) };
  } catch (error) {
    return { error };
  }
}

/** The index of the file with which it fails and before which it does not, found by halving. */
function firstFailing<File, Result>(files: readonly File[], run: (files: readonly File[]) => Result): number {
  let holds = 0, fails = files.length;
  while (fails - holds > 1) {
    const middle = (holds + fails) >> 1;
    if ('result' in attempt(files.slice(0, middle), run)) holds = middle; else fails = middle;
  }
  return fails - 1;
}

function inOrder<File>(files: readonly File[], kept: readonly File[]): File[] {
  const left = new Set(kept);
  return files.filter(file => left.has(file));
}

/** Why a file could not be looked at, in words: for a bound that it exceeds the bound's own, since the engine's tell nobody. */
export function whyFailing(error: unknown): string {
  if (error instanceof RangeError) return /call stack/i.test(error.message) ? 'it is nested too deeply' : error.message;
  return `it could not be analysed (${error instanceof Error ? error.message.split('\n')[0] : 'unknown cause'})`;
}
