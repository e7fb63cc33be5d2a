import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './variants';

const PARTS = [
  'src', 'test', 'scripts', 'schemas', 'lab', 'docs', 'samples', 'snippets', 'package.json', 'package-lock.json', 'tsconfig.json', 'README.md', 'CHANGELOG.md', '.mocharc.json',
  'eslint.config.mjs',
];

/** The project once more, to try something on. */
export class Copy {
  readonly folder = mkdtempSync(join(tmpdir(), 'kafka-review-copy-'));

  constructor() {
    for (const part of PARTS) cpSync(join(ROOT, part), join(this.folder, part), { recursive: true, filter: path => !/[\\/](node_modules|target)$/.test(path) });
    mkdirSync(join(this.folder, 'dist'));
    symlinkSync(join(ROOT, 'node_modules'), join(this.folder, 'node_modules'), 'junction');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  run(...args: string[]) {
    return spawnSync(process.execPath, args, { cwd: this.folder, encoding: 'utf8', maxBuffer: 1e8 });
  }

  /** `npm run new` */
  begin(kind: string, name: string): void {
    const { status, stdout, stderr } = this.run('scripts/run.mjs', 'new', kind, name);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /It compiles, and its tests fail/);
  }

  mocha(...args: string[]) {
    return this.run('node_modules/mocha/bin/mocha.js', '--no-config', '--import=tsx', '--require', './test/register.cjs', '--timeout', '100000', ...args);
  }

  compiles(): void {
    for (const project of ['tsconfig.json', 'src/core/tsconfig.json']) assert.equal(this.run('node_modules/typescript/bin/tsc', '-p', project, '--noEmit').stdout, '');
  }

  lints(...paths: string[]): void {
    const { status, stdout } = this.run('node_modules/eslint/bin/eslint.js', ...paths);
    assert.equal(status, 0, stdout);
  }
}
