import { defineConfig, globalIgnores } from 'eslint/config';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

const LONGEST = 140, LITERAL = /'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`|"(?:[^"\\]|\\.)*"|\/(?:[^/\\]|\\.)+\/\w*/g;

/** True for a line that only its message, its pattern or its comment makes long. */
function mayBeLong(line) {
  return /^\s*(\/\/|\/?\*)/.test(line) || [...line.matchAll(LITERAL)].some(([literal]) => literal.length > 50);
}

/** Lines end before column 140: more nobody takes in at once. */
const house = {
  rules: {
    'line-length': {
      create(context) {
        const texts = new Set();
        return {
          TemplateElement({ loc: { start, end } }) {
            for (let line = start.line; start.line < end.line && line <= end.line; line++) texts.add(line);
          },
          'Program:exit'() {
            context.sourceCode.lines.forEach((line, at) => {
              if (line.length <= LONGEST || mayBeLong(line) || texts.has(at + 1)) return;
              context.report({ loc: { line: at + 1, column: LONGEST }, message: `This line has ${line.length} columns, of ${LONGEST}.` });
            });
          },
        };
      },
    },
  },
};

export default defineConfig(
  globalIgnores(['dist/', 'out/', 'samples/', 'snippets/', '.cache/', '.vscode-test/', 'lab/shops/']),
  tseslint.configs.recommended,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    files: ['src/**/*.ts', 'scripts/**/*.ts', 'lab/**/*.ts'],
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/only-throw-error': 'error',
    },
  },
  {
    rules: {
      // The compiler reports these, and knows more.
      '@typescript-eslint/no-unused-vars': 'off',
      // `!` stands where a table or a check above makes it true.
      '@typescript-eslint/no-non-null-assertion': 'off',
      eqeqeq: ['error', 'always'],
    },
  },
  {
    // Texts of strangers: no expression may take more than linear time.
    files: ['src/**/*.ts'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential', ignorePartial: false }],
    },
  },
  {
    // The rooms that are through with it; tables may be as wide as their rows.
    files: [
      'src/{cli,files,vscode}/**/*.ts', 'src/core/{text,flow,kafka,settings,config,languages,facts,rules,review,report,show}/**/*.ts',
      'scripts/**/*.ts', 'test/corpus/*.ts',
    ],
    ignores: ['src/core/settings/{default-rows,dialects,keys}.ts', 'src/core/languages/*/idioms.ts', 'src/core/config/containers/images.ts'],
    plugins: { house },
    rules: { 'house/line-length': 'error' },
  },
  {
    files: ['**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
