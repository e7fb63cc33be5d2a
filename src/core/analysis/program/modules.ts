/** The build module of a path: what stands before `src/main/` or `src/test/`, or else before `src/`. */
export function moduleOf(path: string): string {
  const at = /(?:^|\/)(src\/(?:main|test)\/)/.exec(path) ?? /(?:^|\/)(src\/)/.exec(path);
  return at ? path.slice(0, at.index + at[0].length - at[1].length) : '';
}
