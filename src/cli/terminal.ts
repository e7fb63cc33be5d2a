/** What the program meets outside of itself; tests give their own. */
export interface Terminal {
  cwd: string;
  stdout: Writer;
  /** `isTTY`: a screen on which a line can be written again. */
  stderr: Writer & { isTTY?: boolean };
  /** The report goes to a screen that shows colours. */
  colors: boolean;
  /** A mistake of the program itself is told with its stack. */
  trace?: boolean;
}

interface Writer {
  write(text: string): unknown;
}

/** Colours are for terminals; `NO_COLOR` takes them away, `FORCE_COLOR` gives them to pipelines that show them. */
export function showsColors(isTTY: boolean, env: Readonly<Record<string, string | undefined>>): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return isTTY && env.TERM !== 'dumb';
}
