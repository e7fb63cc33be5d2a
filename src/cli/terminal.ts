/** What the program meets outside of itself; tests give their own. */
export interface Terminal {
  cwd: string;
  stdout: Pick<NodeJS.WriteStream, 'write'>;
  stderr: Pick<NodeJS.WriteStream, 'write' | 'isTTY'>;
  /** The report goes to a screen that shows colours. */
  colors: boolean;
}
