import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { circlesIn, forbiddenImports } from './imports';

const src = join(__dirname, '../../src');

describe('architecture', () => {
  const files = (readdirSync(src, { recursive: true }) as string[]).map(path => path.replaceAll('\\', '/')).filter(path => /\.ts$/.test(path) && !path.endsWith('.d.ts'));

  it('imports go only where the table allows', () => {
    assert.ok(files.length > 20);
    assert.deepEqual(files.flatMap(path => forbiddenImports(path, readFileSync(join(src, path), 'utf8'))), []);
  });

  it('no files of the core import each other in a circle, not even types', () => {
    assert.deepEqual(circlesIn(new Map(files.filter(path => path.startsWith('core/')).map(path => [path, readFileSync(join(src, path), 'utf8')]))), []);
  });

  it('finds a circle', () => {
    const planted = new Map([
      ['core/kafka/a.ts', "import type { B } from './b';"], ['core/kafka/b.ts', "import { c } from '../text';"], ['core/text/index.ts', "export * from '../kafka/a';"],
    ]);
    assert.deepEqual(circlesIn(planted), ['core/kafka/a.ts → core/kafka/b.ts → core/text/index.ts → core/kafka/a.ts']);
  });

  it('what depends on a language is asked of its traits and idioms, and not which one it is', () => {
    const asks = (text: string) => text.split('\n').filter(line => /\blanguage\s*[!=]==?(?![=\s]*undefined\b)|[!=]==?\s*[\w.]+\.language\b/.test(line));
    assert.equal(asks("if (unit.language === 'java' || one.name === unit.language) return;").length, 1);
    assert.deepEqual(
      files.filter(path => /^core\/(?!languages\/)/.test(path)).flatMap(path => asks(readFileSync(join(src, path), 'utf8')).map(line => `${path}: ${line.trim()}`)), [],
    );
  });

  it('no room of the core has more than 20 files', () => {
    const rooms = new Map<string, number>();
    for (const path of files) rooms.set(posix.dirname(path), (rooms.get(posix.dirname(path)) ?? 0) + 1);
    assert.deepEqual([...rooms].filter(([room, count]) => count > 20 && room.startsWith('core/') && room !== 'core/rules'), []);
  });

  const planted: [string, string][] = [
    ['core/text/span.ts', "import { x } from '../kafka/model';"],
    ['core/flow/walk.ts', "import type { Rule } from '../rules/rule';"],
    ['core/kafka/model.ts', "export * from '../libraries/clients/kafkajs';"],
    ['core/settings/keys.ts', "import { x } from '../kafka/model';"],
    ['core/languages/java/parse/parse.ts', "import { t } from '../../typescript/index';"],
    ['core/languages/java/parse/parse.ts', "import { t } from '../lower/unit';"],
    ['core/languages/java/parse/parse.ts', "import ts from 'typescript';"],
    ['core/languages/java/lower/calls.ts', "import { t } from '@vscode/tree-sitter-wasm';"],
    ['core/libraries/clients/kafkajs.ts', "import ts from 'yaml';"],
    ['core/libraries/runtimes/node.ts', "import { x } from '../clients/kafkajs';"],
    ['core/config/notations/yaml.ts', "const l = await import('../../languages/java/index');"],
    ['core/config/containers/container.ts', "import { x } from '../kinds/compose';"],
    ['core/model/build.ts', "import { rules } from '../rules/index';"],
    ['core/analysis/program/program.ts', "import { x } from '../values/types';"],
    ['core/analysis/outcomes/call-facts.ts', "import { x } from '../ways/ways';"],
    ['core/analysis/analysis.ts', "import { x } from '../model/context';"],
    ['core/model/producing/sends.ts', "import { x } from '../business/ledgers';"],
    ['core/model/build.ts', "import { x } from '../frameworks/index';"],
    ['core/frameworks/spring/beans.ts', "import { x } from '../../model/consuming/handlers';"],
    ['core/frameworks/other/index.ts', "import { Beans } from '../spring/beans';"],
    ['core/rules/auto-commit/rule.ts', "import { rule } from '../acks-not-all/rule';"],
    ['core/rules/auto-commit/rule.ts', "import { Session } from '../../session';"],
    ['core/report/text.ts', "import { buildModel } from '../model/build';"],
    ['core/session.ts', "import { readFileSync } from 'node:fs';"],
    ['core/session.ts', "const fs = require('fs');"],
    ['core/review/review.ts', "import * as vscode from 'vscode';"],
    ['cli/run.ts', "import * as vscode from 'vscode';"],
    ['cli/run.ts', "import { log } from '../vscode/log';"],
    ['cli/run.ts', "import { buildModel } from '../core/model/build';"],
    ['files/walk.ts', "import { findFiles } from '../cli/files';"],
    ['cli/files.ts', "import ignore from 'ignore';"],
    ['vscode/extension.ts', "import { acks } from '../core/rules/acks-not-all/rule';"],
    ['server/main.ts', ''],
  ];
  for (const [path, text] of planted) {
    it(`finds \`${text || 'a folder of its own'}\` in ${path}`, () => assert.equal(forbiddenImports(path, text).length, 1));
  }

  const fine: [string, string][] = [
    ['core/rules/auto-commit/rule.ts', "import type { Rule } from '../rule'; import { x } from '../../kafka/model';"],
    ['core/session.ts', "await import('./languages/java/index'); import { x } from './model/build';"],
    ['cli/files.ts', "import { join, posix } from 'node:path'; import { Walk } from '../files/walk'; import { x } from './args';"],
    ['files/walk.ts', "import { join, posix } from 'node:path'; import ignore from 'ignore';"],
    ['vscode/extension.ts', "import * as vscode from 'vscode'; import { openSession } from '../core/session'; // import '../cli/run'"],
  ];
  for (const [path, text] of fine) {
    it(`allows \`${text}\` in ${path}`, () => assert.deepEqual(forbiddenImports(path, text), []));
  }
});
